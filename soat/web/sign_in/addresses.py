"""The addresses of signing in. allauth knows its pages by names of its own: they stand as well."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from soat.web.pages.account import account, password
from soat.web.sign_in import views

SIGN_IN = [
    path("sign-in/", views.SignIn.as_view(), name="sign-in"),
    path("sign-in/", views.SignIn.as_view(), name="account_login"),
    path("sign-in/code/", views.Code.as_view(), name="mfa_authenticate"),
    path("sign-in/again/", views.PasswordAgain.as_view(), name="account_reauthenticate"),
    path("sign-in/again/code/", views.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("account/", account, name="account"),
    path("account/", account, name="mfa_index"),
    path("account/password/", password, name="password"),
    path("account/second-factor/", views.SetUp.as_view(), name="mfa_activate_totp"),
    path("account/second-factor/off/", views.TakeOff.as_view(), name="mfa_deactivate_totp"),
    path("account/codes/", views.Codes.as_view(), name="mfa_view_recovery_codes"),
    path("account/codes/new/", views.NewCodes.as_view(), name="mfa_generate_recovery_codes"),
]
