"""A file of a site's doses, from its bytes to an acknowledgement of every row.

Comes in: a file in the flat form, person and dose in one row. Goes out: doses that stand, and for
each row whether it was taken in, was there already, or was not taken, with why and what to do.
Refuses to know: pages, and how a file is read (soat.store.reading).
"""
