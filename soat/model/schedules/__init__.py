"""Schedules as data, one TOML file for each: read by soat.model.schedule."""
