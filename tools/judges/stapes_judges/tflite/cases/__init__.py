"""The cases of every operator: for each a function that builds one from its draw."""

from .activations import ACTIVATIONS
from .borders import BORDERS
from .catalogue import Entry
from .elementwise import ELEMENTWISE
from .linear import LINEAR
from .movement import MOVEMENT
from .recurrent import RECURRENT
from .reductions import REDUCTIONS
from .slices import SLICES
from .ties import TIES
from .zero_points import ZERO_POINTS

OPERATORS: list[Entry] = [
    *LINEAR, *ELEMENTWISE, *REDUCTIONS, *MOVEMENT, *SLICES, *ACTIVATIONS, *BORDERS, *RECURRENT, *TIES,
    *ZERO_POINTS]
