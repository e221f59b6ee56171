"""A chunk of the country while it is being made: its plan, and everybody with all that is true."""

from dataclasses import dataclass

from soat.simulate.households import Humans
from soat.simulate.kin import Kin
from soat.simulate.registering import Identities
from soat.simulate.settings import Scenario
from soat.simulate.territory import ChunkPlan
from soat.simulate.texts import Flags, Integers


@dataclass(frozen=True)
class Chunk:
    """Arrays have one row for each human of the chunk, absent from the register or not."""

    plan: ChunkPlan
    scenario: Scenario
    seed: int
    as_of: int
    humans: Humans
    identities: Identities
    names: Integers
    kin: Kin
    absent: Flags
