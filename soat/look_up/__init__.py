"""One person at once: the same stages, over the few register people whom a record could mean.

Comes in: one record or a few hundred, as typed; a register snapshot with its look-up index.
Goes out: one answer for each record: verdict, repairs, candidates, evidence.
Refuses to know: other profiles than those asked about, and any rule of its own.
"""

from soat.look_up.answers import Answer, Record
from soat.look_up.service import LookUp

__all__ = ["Answer", "LookUp", "Record"]
