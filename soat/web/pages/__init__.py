"""The pages: each reads its rows through casework's query layer and calls its acts.

Comes in: a request of somebody signed in. Goes out: a page, or a redirect after an act.
Refuses to know: what may be seen or done; it asks.
"""
