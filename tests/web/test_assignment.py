"""The pages of assignment: dealing, the pool, skipping, taking back, batches and settings."""

from workbench.actions.workspace import open_workspace


def test_documents_chosen_in_the_overview_are_assigned(read):
    salma = read("salma")
    assert 'name="document" value="bridge" form="chosen"' in salma.get("/review").text
    page = salma.get("/review/assignment?document=bridge").text
    assert 'name="document" value="bridge" checked' in page
    salma.post("/review/assignment", {"document": "bridge", "person": "noor", "to": "people", "overlap": "1"})
    assert "1 new assignment." in salma.get("/review/assignment").text
    assert "جسر" in read("noor").get("/").text


def test_a_draw_says_its_seed(read):
    salma = read("salma")
    salma.post("/review/assignment", {"rule": "random", "seed": "7", "overlap": "3"})
    page = salma.get("/review/assignment").text
    assert "2 new assignments. Seed: 7." in page
    assert 'By a draw <code dir="ltr">7</code>' in page


def test_what_cannot_be_assigned_is_said_on_the_page(read):
    salma = read("salma")
    for form, status in (
        ({"overlap": "9"}, 400), ({"overlap": "x"}, 400), ({"rule": "dice"}, 422), ({"person": "nobody"}, 404),
        ({"kind": "practice", "document": "bridge"}, 409),
    ):  # fmt: skip
        assert "problem" in salma.post("/review/assignment", form, status).text
    salma.post("/review/assignment/settings", {"minutes": "0"}, 400)
    salma.post("/review/assignment/batch", {"batch": "x"}, 400)


def test_the_next_article_is_taken_from_the_pool(read):
    noor = read("noor")
    assert "Take the next article" not in noor.get("/").text
    assert "pool has no article" in noor.post("/next", status=409).text
    read("salma").post("/review/assignment", {"to": "pool", "overlap": "3", "document": "bridge"})
    page = noor.get("/").text
    assert "Take the next article" in page
    assert "جسر" not in page
    assert noor.post("/next").location == "/documents/bridge"
    page = noor.get("/").text
    assert "Kept for you until" in page
    assert "Skip this article" in page


def test_the_canvas_leads_back_to_the_pool_when_the_queue_is_done(read):
    noor = read("noor")
    read("salma").post("/review/assignment", {"to": "pool", "overlap": "3"})
    noor.post("/next")
    assert "in the shared pool" not in read("salma").get("/review").text
    assert '"next_open":"/#take"' in noor.get("/documents/bridge").text
    assert '"next_open":null' in read("ali").get("/documents/market").text


def test_a_skipped_article_is_gone_and_its_reason_is_the_supervisors(read):
    ali, salma = read("ali"), read("salma")
    assert 'role="alert"' in ali.post("/skip", {"document": "bridge", "reason": " "}, 400).text
    ali.post("/skip", {"document": "bridge", "reason": "النص مبتور"})
    assert "جسر" not in ali.get("/").text
    for page in ("/review/assignment", "/review/articles/bridge"):
        assert "النص مبتور" in salma.get(page).text
    assert "النص مبتور" not in read("zainab").get("/").text


def test_an_article_is_handed_on_and_its_work_reopened(read):
    salma = read("salma")
    form = {"document": "market", "name": "ali", "to": "noor", "counts": "no"}
    assert salma.post("/review/assignment/withdraw", form).location == "/review/articles/market"
    page = salma.get("/review/articles/market").text
    assert "taken back" in page
    assert "status-in_progress" in page
    assert "سوق" in read("noor").get("/").text
    assert "سوق" not in read("ali").get("/").text


def test_batches_and_settings_are_made_on_the_page(read, database):
    salma = read("salma")
    salma.post("/review/assignment/batch", {"batch": "may", "document": "bridge"})
    salma.post("/review/assignment/batch", {"origin": "folder"})
    salma.post("/review/assignment/batch", {"origin": "meta", "meta": "desk"})
    salma.post("/review/assignment/settings", {"minutes": "5", "own_agreement": "on"})
    page = salma.get("/review/assignment").text
    assert "Batch: may (1)" in page
    assert 'value="5"' in page
    assert 'name="own_agreement" checked' in page
    db = open_workspace(database)
    assert db.execute("SELECT value FROM setting WHERE name = 'reservation_minutes'").fetchone() == ("5",)
    db.close()


def test_a_check_against_gold_looks_like_any_other_work(read, database):
    db = open_workspace(database)
    db.execute("INSERT INTO annotation_set (document, owner, status) VALUES ('bridge', 'gold', 'done')")
    db.conn.commit()
    db.close()
    read("salma").post("/review/assignment", {"person": "noor", "kind": "gold-check", "document": "bridge"})
    page = read("noor").get("/").text
    assert "جسر" in page
    assert "gold" not in page.casefold()
    read("salma").post("/review/assignment", {"person": "salma", "kind": "practice", "document": "bridge"})
    assert "Practice" in read("salma").get("/").text
