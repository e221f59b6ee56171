"""Signed vaccination certificates. Empty: awaits the job "certificates".

Comes in: verified people with checked doses. Goes out: signed certificates and their revocations.
Refuses to know: citizen numbers, and why a person counts as verified.
"""
