"""Names of people in any script: read, romanised, compared, and the keys under which the same name may stand elsewhere.

>>> compare(read("王小明"), read("Xiaoming Wang")), compare(read("Bob Miller"), read("Robert Miller"))
('spelled', 'nickname')
"""

from kithbook.identity.names.blocking import blocks, rarity_keys
from kithbook.identity.names.comparing import compare, similarity
from kithbook.identity.names.frequencies import frequency
from kithbook.identity.names.levels import LEVELS
from kithbook.identity.names.name import Name, read
from kithbook.identity.names.romanising import latin, sort_key

__all__ = ["LEVELS", "Name", "blocks", "compare", "frequency", "latin", "rarity_keys", "read", "similarity", "sort_key"]
