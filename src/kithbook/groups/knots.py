"""The circles that already hold among a few people: linked by strong ties, and parted where modularity says so."""

from collections.abc import Sequence
from typing import Any, Final

PARTS: Final = 0.3  # modularity from which a split is taken to be one (Newman & Girvan 2004)


def knots(people: Sequence[int], links: Sequence[tuple[int, int, float]], least: int) -> list[list[int]]:
    """The circles of at least ``least`` of these people, the largest first; ``links`` are (one, other, weight).

    Connected parts, each halved along the leading eigenvector of its modularity matrix (Newman 2006) as long as both
    halves are large enough and the modularity of the split is at least 0.3.
    """
    import igraph

    place = {person: at for at, person in enumerate(people)}
    graph = igraph.Graph(n=len(people), edges=[(place[one], place[other]) for one, other, _ in links])
    graph.vs["person"] = list(people)
    graph.es["weight"] = [weight for _, _, weight in links]
    found = [some for part in graph.connected_components().subgraphs() for some in _halved(part, least)]
    return sorted((some for some in found if len(some) >= least), key=lambda some: -len(some))


def _halved(graph: Any, least: int) -> list[list[int]]:
    if graph.vcount() >= 2 * least:
        halves = graph.community_leading_eigenvector(clusters=2, weights="weight")
        if len(halves) == 2 and min(halves.sizes()) >= least and halves.modularity >= PARTS:
            return [some for half in halves.subgraphs() for some in _halved(half, least)]
    return [graph.vs["person"]]
