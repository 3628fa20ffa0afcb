"""Makes one page of HTML of a notebook: mathematics, charts, sliders and pictures are in it, nothing comes from elsewhere."""

import re
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString
from latex2mathml.converter import convert
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

STYLE = Path(__file__).with_name("page.css")
LARGEST = 6_000_000

# As notebooks find it: $…$, $$…$$, \(…\), \[…\] and environments of their own.
MATHEMATICS = re.compile(
    r"\$\$(?P<display>.+?)\$\$"
    r"|(?<!\\)\$(?P<inline>(?:[^$\\]|\\.)+?)\$"
    r"|\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\]"
    r"|(?P<environment>\\begin\{(?P<name>[a-z]+\*?)\}.+?\\end\{(?P=name)\})",
    re.DOTALL,
)
ALIGNED = re.compile(r"\\begin\{(?P<name>aligned|align\*?)\}(?P<rows>.+)\\end\{(?P=name)\}", re.DOTALL)
NEW_ROW = re.compile(r"\\\\(?:\[[^\]]*\])?")
NEXT_CELL = re.compile(r"(?<!\\)&")
WITHOUT_MATHEMATICS = {"script", "style", "pre", "code", "textarea", "math", "svg", "title"}
IGNORED = {"mathjax_ignore", "tex2jax_ignore"}


def page(notebook, path):
    """The page of a notebook, with what stands beside its file, and what it lacks: a list of sentences."""
    exporter = HTMLExporter(
        template_name="basic", embed_images=True, exclude_anchor_links=True,
        exclude_input_prompt=True, exclude_output_prompt=True)
    body, _ = exporter.from_notebook_node(notebook, resources={"metadata": {"path": str(path.parent)}})
    soup = BeautifulSoup(body, "html.parser")
    problems = mathematics(soup) + pictures(soup)
    links(soup)
    scrolled(soup)
    heading = soup.find("h1")
    title = heading.get_text(" ", strip=True) if heading else path.stem
    html = document(soup, title)
    if len(html.encode()) > LARGEST:
        problems.append(f"it has {len(html.encode()):,} bytes, more than the {LARGEST:,} of a page that opens at once")
    return html, problems


def mathematics(soup):
    """Replaces LaTeX by MathML, which browsers draw by themselves."""
    problems = []
    for text in [node for node in soup.find_all(string=True) if reads_mathematics(node)]:
        parts, start = [], 0
        for found in MATHEMATICS.finditer(text):
            latex = next(value for key, value in found.groupdict().items() if value and key != "name")
            shown = "block" if found["display"] or found["square"] or "\\begin" in latex else "inline"
            parts += [NavigableString(text[start:found.start()]), mathml(latex, shown, problems)]
            start = found.end()
        if parts:
            parts.append(NavigableString(text[start:]))
            text.replace_with(*parts)
    return problems


def reads_mathematics(node):
    return (
        not isinstance(node, Comment)
        and MATHEMATICS.search(node)
        and not any(parent.name in WITHOUT_MATHEMATICS or IGNORED & set(parent.get("class", []))
                    for parent in node.parents))


def mathml(latex, shown, problems):
    try:
        aligned = ALIGNED.fullmatch(latex.strip())
        made = table(aligned["rows"]) if aligned else formula(latex, shown)
    except Exception as error:  # latex2mathml raises errors of many kinds, IndexError among them.
        problems.append(f"the formula {latex.strip()} stands as LaTeX: {type(error).__name__} {error}")
        made = BeautifulSoup(f"<code>{escape(latex)}</code>", "html.parser").code
    else:
        made["alttext"] = latex.strip()
    return made


def formula(latex, shown):
    made = BeautifulSoup(convert(latex.strip(), display=shown), "html.parser").math
    for comma in made.find_all("mrow"):
        before, after = comma.previous_sibling, comma.next_sibling
        if comma.get_text() == "," and is_number(before) and is_number(after):
            # The separator of thousands, {,} in LaTeX: one number, not two.
            after.string = f"{before.get_text()},{after.get_text()}"
            before.extract()
            comma.extract()
    return made


def is_number(node):
    return node is not None and node.name == "mn"


def table(rows):
    """Equations under each other, aligned at the ampersands: right and left of them in turn."""
    made = BeautifulSoup('<math display="block"><mtable displaystyle="true"></mtable></math>', "html.parser")
    for row in NEW_ROW.split(rows):
        line = made.new_tag("mtr")
        for place, cell in enumerate(NEXT_CELL.split(row)):
            entry = made.new_tag("mtd", style=f"text-align:{'left' if place % 2 else 'right'};padding:.25em 0")
            if cell.strip():
                entry.extend(list(formula(cell, "block").contents))
            line.append(entry)
        made.mtable.append(line)
    return made.math


def pictures(soup):
    """Says which pictures are not in the page, and which are not described."""
    problems = []
    for image in soup.find_all("img"):
        source = image.get("src", "")
        if not source.startswith("data:"):
            problems.append(f"the picture {source} is not in the page: put its file beside the notebook")
        if not image.get("alt"):
            image["alt"] = ""
    return problems


def links(soup):
    """Links to other notebooks lead to their pages."""
    for link in soup.find_all("a", href=True):
        parts = urlsplit(link["href"])
        if not parts.netloc and parts.path.endswith(".ipynb"):
            link["href"] = parts._replace(path=parts.path[: -len(".ipynb")] + ".html").geturl()


def scrolled(soup):
    """What is wider than the window is scrolled by the keyboard too."""
    for part in soup.find_all(style=re.compile("overflow-x:auto")):
        part["tabindex"] = "0"
        part["role"] = "region"
        part["aria-label"] = "Formula" if part.find("math") else "Table"


def contents(soup):
    headings = [heading for heading in soup.find_all("h2") if heading.get("id")]
    if len(headings) < 3:
        return ""
    lines = "".join(
        f'<li><a href="#{escape(heading["id"])}">{escape(heading.get_text(" ", strip=True))}</a></li>'
        for heading in headings)
    return f'<nav aria-label="Contents"><details><summary>Contents</summary><ol>{lines}</ol></details></nav>'


def document(soup, title):
    light = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{light}\n"
        f"@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n"
        f"{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"{contents(soup)}<main>\n{soup}</main>\n</body>\n</html>\n")
