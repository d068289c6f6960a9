"""Every address of the page, one line each."""

from django.urls import path

from kithbook.web.views import card, groups, imports, people, proposing, review, search, ties, week
from kithbook.web.views import settings as settings_view

handler400 = "kithbook.web.views.errors.bad_request"
handler403 = "kithbook.web.views.errors.forbidden"
handler404 = "kithbook.web.views.errors.not_found"
handler500 = "kithbook.web.views.errors.broken"

urlpatterns = [
    path("", week.week, name="week"),
    path("log", week.log, name="log"),
    path("touches/<int:touch_id>/undo", week.undo_touch, name="undo-touch"),
    path("nudges/<int:person_id>", week.answer, name="answer"),
    path("nudges/<int:person_id>/undo", week.undo_answer, name="undo-answer"),
    path("people", people.people, name="people"),
    path("people/bulk", people.bulk, name="bulk"),
    path("people/<int:person_id>", people.person, name="person"),
    path("people/<int:person_id>/log", people.log, name="person-log"),
    path("people/<int:person_id>/circle", people.circle, name="circle"),
    path("people/<int:person_id>/rest", people.rest, name="rest"),
    path("people/<int:person_id>/values", card.write, name="card-write"),
    path("people/<int:person_id>/values/<int:value_id>", card.rewrite, name="card-value"),
    path("people/<int:person_id>/tags", card.tag, name="card-tag"),
    path("people/<int:person_id>/relations", card.relate, name="card-relate"),
    path("people/<int:person_id>/relations/<int:relation_id>", card.unrelate, name="card-unrelate"),
    path("people/<int:person_id>/familiarity", ties.familiarity, name="familiarity"),
    path("people/<int:person_id>/me", people.this_is_me, name="this-is-me"),
    path("circles", ties.circles, name="circles"),
    path("numbers", ties.numbers, name="numbers"),
    path("review", review.review, name="review"),
    path("review/more", review.more, name="review-more"),
    path("review/<int:pair_id>", review.decide, name="decide-pair"),
    path("review/accept", review.look, name="review-look"),
    path("review/accept/now", review.accept, name="review-accept"),
    path("review/accepted", review.accepted, name="accepted"),
    path("review/accepted/undo", review.undo_all, name="undo-accepted"),
    path("review/deeds/<int:deed_id>/undo", review.undo, name="undo-deed"),
    path("review/split/<int:handle_id>", review.split, name="split"),
    path("groups", groups.groups, name="groups"),
    path("groups/new", proposing.propose, name="propose"),
    path("groups/<int:chat_id>", groups.group, name="group"),
    path("groups/<int:chat_id>/memories", groups.memories, name="memories"),
    path("groups/<int:chat_id>/size", groups.size, name="size"),
    path("groups/<int:chat_id>/words", groups.say_words, name="group-words"),
    path("groups/<int:chat_id>/plan", groups.plan, name="group-plan"),
    path("groups/<int:chat_id>/tried", groups.tell, name="group-tell"),
    path("groups/<int:chat_id>/tried/<int:number>/undo", groups.untell, name="group-untell"),
    path("groups/<int:chat_id>/report", groups.report, name="group-report"),
    path("import", imports.page, name="import"),
    path("import/paste", imports.paste, name="paste"),
    path("import/<slug:key>", imports.decide_all, name="decide-all"),
    path("import/<slug:key>/look", imports.look, name="look"),
    path("import/<slug:key>/<int:place>", imports.decide, name="decide"),
    path("imports", imports.history, name="imports"),
    path("imports/<int:import_id>", imports.one, name="one-import"),
    path("imports/<int:import_id>/progress", imports.progress, name="progress"),
    path("imports/<int:import_id>/undo", imports.undo, name="undo-import"),
    path("search", search.search, name="search"),
    path("palette", search.palette, name="palette"),
    path("settings", settings_view.settings, name="settings"),
]
