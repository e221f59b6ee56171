"""Which address is which page. No address names a person: profiles go by their `page_id`."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from soat.web.pages.case import case, judge_case, undo_judgement
from soat.web.pages.cases import cases
from soat.web.pages.home import home, speak

urlpatterns = [
    path("", home, name="home"),
    path("sign-in/", LoginView.as_view(template_name="sign_in.html"), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("language/", speak, name="language"),
    path("cases/", cases, name="cases"),
    path("cases/<slug:page_id>/", case, name="case"),
    path("cases/<slug:page_id>/judge/", judge_case, name="judge"),
    path("cases/<slug:page_id>/undo/", undo_judgement, name="undo"),
]
handler404 = "soat.web.pages.faults.not_found"
handler403 = "soat.web.pages.faults.not_allowed"
handler500 = "soat.web.pages.faults.our_fault"
