// Each picture of the report as options for ECharts. Data come from soat/store/reporting/html/pictures.py.
"use strict";
const TONES = { plain: "#2b6cb0", good: "#1b7837", watch: "#d98e04", bad: "#b2182b", quiet: "#8a94a0" };
const DAY = 86400000;

/** The language the page is read in now. */
function language() { return document.documentElement.lang === "en" ? "en" : "vi"; }
function said(message) { return message[language()]; }
function number(value, digits) {
  return new Intl.NumberFormat(language(), { maximumFractionDigits: digits }).format(value);
}
function percent(value) { return value === null ? "–" : `${number(value * 100, 1)} %`; }
function count(value) { return value === null || value === undefined ? "–" : number(value, value < 100 ? 1 : 0); }
function short(value) {
  if (Math.abs(value) < 1e6) return number(value, value < 10 ? 1 : 0);
  return `${number(value / 1e6, 1)} ${language() === "vi" ? "tr" : "M"}`;
}
// How wide the picture under way may be; below 480 px labels are short and small.
let room = 960;
function narrow() { return room < 480; }

// Tooltips are drawn as text, never as markup: no name of a place or rule can become an element.
function base(picture, height) {
  return {
    height,
    animation: false,
    textStyle: { fontFamily: "system-ui, sans-serif", color: "#1f2933" },
    tooltip: { trigger: "axis", renderMode: "richText", confine: true, axisPointer: { type: "shadow" } },
    grid: { left: 8, right: 24, top: 34, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { fontSize: 12 } },
  };
}
function names(items) {
  const longest = Math.max(...items.map((item) => said(item).length));
  const width = Math.min(narrow() ? 104 : 200, longest * 7 + 4);
  return { type: "category", inverse: true, data: items.map(said), axisTick: { show: false },
    axisLabel: { width, overflow: "break", fontSize: narrow() ? 11 : 12, lineHeight: 13, color: "#1f2933" } };
}
// Over many months a day needs its year, and a month is fine enough.
function days(first, last) {
  const long = Date.parse(last) - Date.parse(first) > 200 * DAY;
  const [vi, en] = long ? ["{M}/{yyyy}", "{MMM} {yyyy}"] : ["{d}/{M}", "{d} {MMM}"];
  return { type: "time", minInterval: long ? 28 * DAY : DAY,
    axisLabel: { formatter: said({ vi, en }), hideOverlap: true, fontSize: 11 } };
}
function amounts(format, more) {
  return { type: "value", axisLabel: { formatter: format, fontSize: 11, hideOverlap: true },
    splitNumber: narrow() ? 3 : 5, ...more };
}
function mono(series, tone) {
  return { name: said(series.label), type: "bar", data: series.values, barMaxWidth: 18,
    itemStyle: { color: TONES[tone || series.tone] } };
}

const DRAWN = {
  // The axis does not begin at zero when the steps would not be seen otherwise; the page says so.
  waterfall(picture) {
    const bars = picture.bars;
    const tops = bars.map((bar) => Math.max(bar.from, bar.to));
    const bottoms = bars.slice(1, -1).map((bar) => Math.min(bar.from, bar.to));
    const top = Math.max(...tops);
    const low = Math.min(...bottoms, bars[bars.length - 1].to);
    const cut = low > top * 0.6 ? nice(low - (top - low) * 0.6, top) : 0;
    const options = base(picture, 60 + bars.length * 34);
    return { ...options, legend: undefined,
      title: cut ? { text: said({ vi: `Trục bắt đầu từ ${short(cut)}`, en: `The axis begins at ${short(cut)}` }),
        textStyle: { fontSize: 12, fontWeight: "normal", color: "#52606d" } } : undefined,
      grid: { ...options.grid, right: 76 },
      tooltip: { ...options.tooltip, trigger: "item", formatter: (at) => `${said(bars[at.dataIndex].label)}: ${count(change(bars[at.dataIndex]))}` },
      xAxis: amounts(short, { min: cut, max: top }), yAxis: names(bars.map((bar) => bar.label)),
      series: [
        { type: "bar", stack: "x", silent: true, itemStyle: { color: "transparent" },
          data: bars.map((bar) => (bar.from === 0 ? 0 : Math.min(bar.from, bar.to))) },
        { type: "bar", stack: "x", barMaxWidth: 22,
          label: { show: true, position: "right", fontSize: 11, formatter: (at) => short(change(bars[at.dataIndex])) },
          data: bars.map((bar) => ({ value: bar.from === 0 ? bar.to : Math.abs(bar.to - bar.from),
            itemStyle: { color: TONES[bar.tone] } })) },
      ] };
  },
  stack(picture) {
    const totals = picture.rows.map((_, row) => picture.parts.reduce((sum, part) => sum + part.values[row], 0));
    const options = base(picture, 150);
    return { ...options, grid: { ...options.grid, top: narrow() ? 60 : 34 },
      tooltip: { ...options.tooltip, valueFormatter: percent },
      xAxis: amounts((value) => `${number(value * 100, 0)} %`, { max: 1 }), yAxis: names(picture.rows),
      series: picture.parts.map((part) => ({ name: said(part.label), type: "bar", stack: "x", barMaxWidth: 26,
        itemStyle: { color: TONES[part.tone] },
        label: { show: true, fontSize: 11, color: "#fff", formatter: (at) => (at.value > 0.07 ? percent(at.value) : "") },
        data: part.values.map((value, row) => (totals[row] ? value / totals[row] : 0)) })) };
  },
  bars(picture) {
    const shown = picture.percent ? percent : count;
    const options = base(picture, 50 + picture.items.length * (18 + 16 * picture.series.length));
    const series = picture.series.map((one) => ({ ...mono(one), label: { show: true, position: "right", fontSize: 11,
      formatter: (at) => (picture.percent ? percent(at.value) : short(at.value)) } }));
    if (picture.whole) series[0].markLine = { symbol: "none", silent: true, data: [{ xAxis: 1 }],
      label: { formatter: "100 %", position: "start", fontSize: 11 }, lineStyle: { color: TONES.bad } };
    return { ...options, legend: series.length > 1 ? options.legend : undefined,
      grid: { ...options.grid, right: 62, top: series.length > 1 ? 44 : 8 },
      tooltip: { ...options.tooltip, valueFormatter: shown },
      xAxis: amounts(picture.percent ? (value) => `${number(value * 100, 0)} %` : short), yAxis: names(picture.items), series };
  },
  columns(picture) {
    const options = base(picture, 290);
    return { ...options, legend: undefined, tooltip: { ...options.tooltip, valueFormatter: percent },
      grid: { ...options.grid, top: 26 },
      xAxis: { type: "category", data: picture.items.map(said), axisTick: { show: false },
        axisLabel: { interval: 0, fontSize: narrow() ? 9 : 11, lineHeight: 12, width: (room - 70) / picture.items.length - 4,
          overflow: "break", color: "#1f2933" } },
      yAxis: amounts((value) => `${number(value * 100, 0)} %`),
      series: [{ type: "bar", barMaxWidth: 60,
        data: picture.values.map((value, at) => ({ value, itemStyle: { color: TONES[picture.tones[at]] } })),
        label: { show: true, position: "top", fontSize: narrow() ? 9 : 11, formatter: (at) => percent(at.value) },
        markArea: { silent: true, itemStyle: { color: "rgba(27,120,55,.08)" },
          label: { position: "insideTopRight", fontSize: 11, color: TONES.good },
          data: [[{ xAxis: 0, name: said(picture.until_label) }, { xAxis: picture.until - 1 }]] } }] };
  },
  lines(picture) {
    const options = base(picture, 280);
    return { ...options, tooltip: { ...options.tooltip, axisPointer: { type: "line" }, valueFormatter: count },
      xAxis: days(picture.days[0], picture.days[picture.days.length - 1]), yAxis: amounts(short),
      series: picture.series.map((one) => ({ name: said(one.label), type: "line", showSymbol: false,
        itemStyle: { color: TONES[one.tone] }, lineStyle: { width: 2 },
        data: picture.days.map((day, at) => [day, one.values[at]]) })) };
  },
  debt(picture) {
    const options = base(picture, 320);
    const last = picture.days[picture.days.length - 1];
    const series = [
      { name: said({ vi: "mới phát sinh", en: "new" }), type: "bar", stack: "flow", itemStyle: { color: "#f0b3ab" }, data: paired(picture, "new") },
      { name: said({ vi: "đã nhập bù", en: "cleared" }), type: "bar", stack: "flow", itemStyle: { color: "#9fd0ac" },
        data: paired(picture, "cleared", -1) },
      { name: said({ vi: "còn nợ", en: "still owed" }), type: "line", showSymbol: false, itemStyle: { color: TONES.bad },
        lineStyle: { width: 3 }, data: paired(picture, "open"),
        markLine: marks(picture) },
    ];
    const owed = picture.open[picture.open.length - 1];
    const known = Object.values(picture.ends).filter((left) => left !== null);
    const away = picture.deadline ? (Date.parse(picture.deadline) - Date.parse(last)) / DAY : 0;
    const horizon = Math.max(60, away, ...known);
    for (const [end, name] of [["low", { vi: "sớm nhất", en: "earliest" }], ["likely", { vi: "dự báo", en: "projected" }], ["high", { vi: "muộn nhất", en: "latest" }]]) {
      const left = picture.ends[end];
      // Never at this pace: the line stays where it is, as far as the picture goes.
      const until = later(last, left === null ? horizon : left);
      series.push({ name: said(name), type: "line", showSymbol: false, itemStyle: { color: TONES.bad },
        lineStyle: { width: end === "likely" ? 2 : 1, type: end === "likely" ? "dashed" : "dotted" },
        areaStyle: end === "high" ? { color: "rgba(178,24,43,.10)" } : end === "low" ? { color: "#fff", opacity: 1 } : undefined,
        z: end === "high" ? 0 : end === "low" ? 1 : 3,
        data: [[last, owed], [until, left === null ? owed : 0]] });
    }
    return { ...options, grid: { ...options.grid, top: narrow() ? 66 : 40, right: 40 },
      tooltip: { ...options.tooltip, axisPointer: { type: "line" }, valueFormatter: count },
      xAxis: days(picture.days[0], later(last, horizon)), yAxis: amounts(short), series };
  },
};
function change(bar) { return bar.from === 0 ? bar.to : bar.to - bar.from; }
function nice(value, top) { const step = 10 ** Math.floor(Math.log10(top) - 1); return Math.max(0, Math.floor(value / step) * step); }
function paired(picture, flow, sign = 1) {
  return picture.days.map((day, at) => [day, picture[flow][at] === null ? null : sign * picture[flow][at]]);
}
function later(day, days) { return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10); }
function marks(picture) {
  if (!picture.deadline) return undefined;
  return { symbol: "none", silent: true, lineStyle: { color: TONES.plain, width: 2 }, data: [{ xAxis: picture.deadline }],
    label: { formatter: said({ vi: "hạn", en: "deadline" }), fontSize: 11 } };
}
