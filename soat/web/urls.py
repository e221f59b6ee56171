"""Which address is which page. No address names a person: profiles go by their `page_id`."""

from django.urls import path

from soat.web.pages.audit import audit, audit_csv
from soat.web.pages.bulk import bulk, bulk_draw
from soat.web.pages.bulk_one import (
    bulk_approve,
    bulk_check,
    bulk_decline,
    bulk_one,
    bulk_undo,
)
from soat.web.pages.case import case, judge_case, undo_judgement
from soat.web.pages.case_acts import (
    judge_dose_rows,
    judge_profiles,
    settle_dispute,
    withdraw_opinion,
)
from soat.web.pages.cases import cases
from soat.web.pages.daily_report import daily_report
from soat.web.pages.dose_entry import dose_enter, dose_number
from soat.web.pages.dose_one import dose, dose_correct, dose_withdraw
from soat.web.pages.doses import dose_list, dose_search
from soat.web.pages.figures import (
    definition,
    definitions,
    figures,
    figures_file,
    figures_place,
)
from soat.web.pages.home import home, speak
from soat.web.pages.inviting import (
    invitation,
    invitation_password,
    people_invite,
    people_places,
)
from soat.web.pages.list_applying import list_check
from soat.web.pages.list_making import list_make
from soat.web.pages.list_pdf import list_pdf
from soat.web.pages.list_returns import (
    list_apply,
    list_returned,
    list_returned_file,
    list_upload,
)
from soat.web.pages.lists import list_deadline, list_move, list_sheet, lists, work_list
from soat.web.pages.people import new_link, people, person, switch
from soat.web.pages.register_corrections import (
    register_corrections,
    register_corrections_file,
)
from soat.web.pages.site import site
from soat.web.pages.uploads import upload, upload_file, upload_told
from soat.web.pages.waiting import waiting, waiting_retry
from soat.web.sign_in.addresses import SIGN_IN

urlpatterns = [
    path("", home, name="home"),
    *SIGN_IN,
    path("language/", speak, name="language"),
    path("cases/", cases, name="cases"),
    path("cases/<slug:page_id>/", case, name="case"),
    path("cases/<slug:page_id>/judge/", judge_case, name="judge"),
    path("cases/<slug:page_id>/undo/", undo_judgement, name="undo"),
    path("cases/<slug:page_id>/profiles/", judge_profiles, name="case-profiles"),
    path("cases/<slug:page_id>/doses/", judge_dose_rows, name="case-doses"),
    path("cases/<slug:page_id>/settle/", settle_dispute, name="case-settle"),
    path("cases/<slug:page_id>/withdraw/", withdraw_opinion, name="case-withdraw"),
    path("figures/", figures, name="figures"),
    path("figures/at/<path:place>/", figures_place, name="figures-place"),
    path("figures/definitions/", definitions, name="figures-definitions"),
    path("figures/definitions/<slug:figure>/", definition, name="figures-definition"),
    path("figures/files/<slug:view>/<slug:form>/", figures_file, name="figures-file"),
    path("lists/", lists, name="lists"),
    path("lists/make/", list_make, name="list-make"),
    path("lists/<slug:list_id>/", work_list, name="list"),
    path("lists/<slug:list_id>/move/", list_move, name="list-move"),
    path("lists/<slug:list_id>/deadline/", list_deadline, name="list-deadline"),
    path("lists/<slug:list_id>/sheet.xlsx", list_sheet, name="list-sheet"),
    path("lists/<slug:list_id>/pdf/", list_pdf, name="list-pdf"),
    path("lists/<slug:list_id>/returned/", list_upload, name="list-upload"),
    path("lists/<slug:list_id>/returned/<int:returned>/", list_returned, name="list-returned"),
    path("lists/<slug:list_id>/returned/<int:returned>/check/", list_check, name="list-check"),
    path("lists/<slug:list_id>/returned/<int:returned>/apply/", list_apply, name="list-apply"),
    path(
        "lists/<slug:list_id>/returned/<int:returned>/file/",
        list_returned_file,
        name="list-returned-file",
    ),
    path("register-corrections/", register_corrections, name="register-corrections"),
    path(
        "register-corrections/<slug:form>/",
        register_corrections_file,
        name="register-corrections-file",
    ),
    path("people/", people, name="people"),
    path("people/invite/", people_invite, name="people-invite"),
    path("people/invite/places/", people_places, name="people-places"),
    path("people/<int:number>/", person, name="people-person"),
    path("people/<int:number>/switch/", switch, name="people-switch"),
    path("people/<int:number>/link/", new_link, name="people-link"),
    path("invitation/", invitation_password, name="invitation-password"),
    path("invitation/<str:secret>/", invitation, name="invitation"),
    path("audit/", audit, name="audit"),
    path("audit/csv/", audit_csv, name="audit-csv"),
    path("bulk/", bulk, name="bulk"),
    path("bulk/draw/", bulk_draw, name="bulk-draw"),
    path("bulk/<int:number>/", bulk_one, name="bulk-one"),
    path("bulk/<int:number>/check/", bulk_check, name="bulk-check"),
    path("bulk/<int:number>/approve/", bulk_approve, name="bulk-approve"),
    path("bulk/<int:number>/decline/", bulk_decline, name="bulk-decline"),
    path("bulk/<int:number>/undo/", bulk_undo, name="bulk-undo"),
    path("site/", site, name="site"),
    path("site/daily-report/", daily_report, name="daily-report"),
    path("doses/", dose_list, name="dose-list"),
    path("doses/person/", dose_search, name="dose-search"),
    path("doses/enter/", dose_enter, name="dose-enter"),
    path("doses/enter/number/", dose_number, name="dose-number"),
    path("doses/<slug:page_id>/<slug:dose_id>/", dose, name="dose"),
    path("doses/<slug:page_id>/<slug:dose_id>/correct/", dose_correct, name="dose-correct"),
    path("doses/<slug:page_id>/<slug:dose_id>/withdraw/", dose_withdraw, name="dose-withdraw"),
    path("uploads/", upload, name="upload"),
    path("uploads/<int:number>/", upload_told, name="upload-told"),
    path("uploads/<int:number>/<slug:form>/", upload_file, name="upload-file"),
    path("waiting/", waiting, name="waiting"),
    path("waiting/retry/", waiting_retry, name="waiting-retry"),
]
handler404 = "soat.web.pages.faults.not_found"
handler403 = "soat.web.pages.faults.not_allowed"
handler500 = "soat.web.pages.faults.our_fault"
