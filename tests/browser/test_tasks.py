"""Ten tasks of readers by keyboard alone, in a stated number of presses each, and what a screen reader says then."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

EDITIONS = ("zh-hans", "zh-hant", "en")
STEPS = {
    "number": 10,
    "parallel": 5,
    "passage": 5,
    "region": 4,
    "print": 5,
    "cite": 15,
    "theme": 20,
    "card": 14,
    "edition": 5,
    "search": 6,
}
"""By task: the most presses that it may take. A word that is typed is one, and Enter is one."""
WORDS = {
    "volunteers": ("注册志愿者", "註冊志願者", "registered volunteers"),
    "place": ("绵阳", "綿陽", "Mianyang"),
    "scale": ("志愿服务的规模", "志願服務的規模", "Volunteering: scale"),
    "people": ("队伍建设与社会参与", "隊伍建設與社會參與", "People and Participation"),
    "number": ("1524万人", "1524萬人", "15.24 million people"),
    "served": ("超过800万人次", "超過800萬人次", "million person-times"),
    "cite": ("引用本文", "引用本文", "Cite this article"),
    "copy": ("复制 GB/T 7714-2015", "複製 GB/T 7714-2015", "Copy GB/T 7714-2015"),
    "copied": ("网址已复制", "網址已複製", "Link copied"),
    "close": ("关闭", "關閉", "Close"),
}
FOCUSED = """() => {
    const {activeElement: one, body} = document;
    return one === body ? '' : (one.getAttribute('aria-label') ?? one.textContent).replace(/\\s+/g, ' ').trim();
}"""
IN_VIEW = "one => { const {top, bottom} = one.getBoundingClientRect(); return bottom > 48 && top < innerHeight }"
FIELD = ".dz-search-overlay input[type=search]"
RESULTS = ".dz-search-overlay [role=option]"
MOST_TABS = 40


class Reader:
    """A reader who has a keyboard and nothing else, and counts the presses."""

    def __init__(self, page: Page, edition: str) -> None:
        """Sit down before a page."""
        self.page = page
        self.presses = 0
        self._column = EDITIONS.index(edition)

    def word(self, name: str) -> str:
        """Return a word in the reader's edition."""
        return WORDS[name][self._column]

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def press_access_key(self, key: str) -> None:
        """Press Alt and a key; what Playwright sends for the two lacks the character by which Chromium finds it."""
        session = self.page.context.new_cdp_session(self.page)
        event = {
            "type": "keyDown",
            "modifiers": 1,
            "code": f"Digit{key}",
            "key": key,
            "text": key,
            "unmodifiedText": key,
        }
        session.send("Input.dispatchKeyEvent", event)
        self.presses += 1

    def skip(self) -> None:
        """Go to the content by the first link of the page."""
        self.press("Tab", "Enter")

    def go_to(self, name: str) -> None:
        """Press Tab until what has the focus is called so; a page with no such thing fails."""
        for _ in range(MOST_TABS):
            self.press("Tab")
            if name in self.page.evaluate(FOCUSED):
                return
        raise AssertionError(name)

    def follow(self, key: str) -> None:
        """Press a key that leads to another page, and wait for it."""
        before = urlsplit(self.page.url).path
        self.press(key)
        self.page.wait_for_url(lambda url: urlsplit(url).path != before, wait_until="networkidle")

    def search(self, words: str) -> Locator:
        """Type words into the overlay of the search, and return its results."""
        self.press("/")
        expect(self.page.locator(FIELD)).to_be_focused(timeout=15_000)
        self.page.keyboard.type(words)
        self.presses += 1
        results = self.page.locator(RESULTS)
        expect(results.first).to_contain_text(words, ignore_case=True)
        return results

    def open_hit(self, words: str) -> None:
        """Open the first result."""
        self.search(words)
        self.press("ArrowDown")
        self.follow("Enter")

    def hear(self) -> str:
        """Return the role and the name that a screen reader says of what has the focus."""
        said = self.page.locator(":focus").aria_snapshot().splitlines()[0]
        found = re.match(r"- \W?(\w+(?: \"[^\"]*\")?)", said)
        assert found, said
        return found[1]


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    """Return the folder of each edition."""
    return str(request.param)


@pytest.fixture
def reader(context: BrowserContext, address: str, edition: str) -> Reader:
    """Return a reader before the home page of an edition."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto(f"{address}{edition}/", wait_until="networkidle")
    return Reader(page, edition)


@pytest.fixture
def done(reader: Reader) -> Callable[[str], None]:
    """Return what is called with the name of a task that is done: it took no more presses than stated."""

    def check(task: str) -> None:
        assert reader.presses <= STEPS[task], f"{task} takes {reader.presses}"

    return check


def test_find_a_number_and_its_source(reader: Reader, done: Callable[[str], None]) -> None:
    """The number of volunteers stands on the home page; its card names the source, and is a dialog by its name."""
    reader.skip()
    reader.go_to(reader.word("number"))
    assert reader.hear() == f'link "{reader.word("number")}"'
    reader.press("Enter")
    card = reader.page.get_by_role("dialog")
    expect(card).to_contain_text(reader.word("number"))
    expect(card.get_by_role("link").filter(visible=True)).not_to_have_count(0)
    expect(card.locator(".dz-value-card__imprint")).to_be_visible()
    assert reader.hear() == f'button "{reader.word("close")}"'
    done("number")


def test_read_a_paragraph_in_two_editions(reader: Reader, done: Callable[[str], None]) -> None:
    """`d` sets the paragraph that was found beside its counterpart."""
    reader.open_hit(reader.word("volunteers"))
    found = reader.page.locator(".dz-text [data-block]:focus")
    expect(found).to_have_count(1)
    number = found.get_attribute("data-block")
    reader.press("d")
    pair = reader.page.locator(f"[data-block='{number}'] > .dz-pair, .dz-pair[data-block='{number}']")
    expect(pair.locator("> *")).to_have_count(2)
    assert pair.evaluate(IN_VIEW)
    one, other = pair.evaluate("one => [...one.children].map(two => two.closest('[lang]').lang)")
    assert one != other
    expect(reader.page.locator(".dz-parallel-button")).to_have_attribute("aria-pressed", "true")
    assert reader.hear() in {"paragraph", "listitem"}
    done("parallel")


def test_send_a_friend_a_paragraph(reader: Reader, done: Callable[[str], None], context: BrowserContext) -> None:
    """`c` copies the address of the paragraph that was found, and says so; it opens with it marked in view."""
    reader.open_hit(reader.word("volunteers"))
    found = reader.page.locator(".dz-text [data-block]:focus")
    expect(found).to_have_count(1)
    text = found.inner_text()
    reader.press("c")
    expect(reader.page.get_by_role("status").filter(has_text=reader.word("copied"))).to_be_visible()
    done("passage")
    friend = context.new_page()
    friend.goto(reader.page.evaluate("navigator.clipboard.readText()"))
    shown = friend.locator(".dz-text [data-block]:target")
    assert shown.inner_text() == text
    assert shown.evaluate(IN_VIEW)
    assert shown.evaluate("one => getComputedStyle(one).boxShadow") != "none"


def test_what_happened_in_a_city(reader: Reader, done: Callable[[str], None]) -> None:
    """The search leads to the page of the city, with its actions."""
    reader.open_hit(reader.word("place"))
    expect(reader.page).to_have_url(re.compile("/regions/mianyang/"))
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(reader.word("place"))
    expect(reader.page.locator(".dz-chronicle li")).not_to_have_count(0)
    done("region")


def test_print_an_article(reader: Reader, done: Callable[[str], None]) -> None:
    """An article is three sheets or fewer, and its page has title and address for their heads."""
    reader.open_hit(reader.word("scale"))
    reader.presses += 1  # Ctrl+P, which asks the browser.
    printed = reader.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 3
    assert reader.word("scale") in reader.page.title()
    assert any("/articles/volunteering/" in style for style in reader.page.locator("head style").all_inner_texts())
    done("print")


def test_cite_an_article(reader: Reader, done: Callable[[str], None]) -> None:
    """A link in the head of the article that is read leads to the open fold of citations; the first one is copied."""
    reader.page.goto(f"{reader.page.url}articles/volunteering/", wait_until="networkidle")
    reader.skip()
    reader.go_to(reader.word("cite"))
    reader.press("Enter")
    expect(reader.page.locator(".dz-cite")).to_have_attribute("open", "")
    reader.go_to(reader.word("copy"))
    assert reader.hear() == f'button "{reader.word("copy")}"'
    reader.press("Enter")
    expect(reader.page.locator(".dz-cite__state")).to_contain_text("GB/T 7714")
    assert "[EB/OL]" in reader.page.evaluate("navigator.clipboard.readText()")
    done("cite")


def test_download_the_figures_of_a_theme(reader: Reader, done: Callable[[str], None]) -> None:
    """The page of a theme offers its figures as a file, and no other theme's."""
    reader.skip()
    reader.go_to(reader.word("people"))
    reader.follow("Enter")
    reader.skip()
    reader.go_to("CSV")
    assert reader.hear() == 'link "CSV"'
    with reader.page.expect_download() as download:
        reader.press("Enter")
    rows = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert download.value.suggested_filename == "people.csv"
    assert len(rows) > 10
    done("theme")


def test_from_a_figure_to_another_article(reader: Reader, done: Callable[[str], None]) -> None:
    """The card of a printed figure leads to another article that uses it."""
    reader.skip()
    reader.go_to(reader.word("number"))
    reader.press("Enter")
    card = reader.page.get_by_role("dialog")
    expect(card).to_be_visible()
    articles = card.locator("dd a[href*='/articles/']")
    name = articles.first.inner_text()
    reader.go_to(name)
    assert reader.hear() == f'link "{name}"'
    reader.follow("Enter")
    assert reader.page.get_by_role("heading", level=1).inner_text() == name
    done("card")


def test_go_to_another_edition_at_the_same_place(reader: Reader, done: Callable[[str], None], edition: str) -> None:
    """Alt and the number of an edition lead there from deep in a page, to the block that is read."""
    reader.open_hit(reader.word("volunteers"))
    found = reader.page.locator(".dz-text [data-block]:focus")
    expect(found).to_have_count(1)
    number = found.get_attribute("data-block")
    following = (EDITIONS.index(edition) + 1) % len(EDITIONS)
    reader.press_access_key(str(following + 1))
    expect(reader.page).to_have_url(re.compile(f"/{EDITIONS[following]}/articles/volunteering/"))
    expect(reader.page.locator(f".dz-text [data-block='{number}']")).to_be_in_viewport()
    expect(reader.page.locator(".dz-switcher [aria-current]")).to_have_attribute("accesskey", str(following + 1))
    done("edition")


def test_back_from_a_hit(reader: Reader, done: Callable[[str], None]) -> None:
    """Alt+Left from a hit shows the search again: the same words, results and place among them."""
    results = reader.search(reader.word("volunteers"))
    before = results.all_inner_texts()
    reader.press("ArrowDown", "ArrowDown")
    reader.follow("Enter")
    reader.page.go_back()  # Alt+Left, which asks the browser.
    reader.presses += 1
    field = reader.page.locator(FIELD)
    expect(field).to_be_focused()
    expect(field).to_have_value(reader.word("volunteers"))
    expect(results.nth(1)).to_have_attribute("aria-selected", "true")
    assert results.all_inner_texts() == before
    assert reader.hear().startswith("combobox")
    done("search")
