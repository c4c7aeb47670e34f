// Programs that do something real with a package each, and what they print on CPython.

const dedent = (text) => text.replace(/^\n/, "").replace(/^ {4}/gm, "");

export const programs = {
  attrs: {
    packages: ["attrs"],
    program: dedent(`
    from attrs import define, field, asdict, validators

    @define
    class Point:
        x: int = field(validator=validators.instance_of(int))
        y: int = 0

    print(Point(1, 2), asdict(Point(3)), Point(1) == Point(1, 0))
    try:
        Point("1")
    except TypeError as error:
        print(str(error)[:40])
    `),
    output: "Point(x=1, y=2) {'x': 3, 'y': 0} True\n(\"'x' must be <class 'int'> (got '1' tha\n",
  },
  cattrs: {
    packages: ["cattrs"],
    program: dedent(`
    from attrs import define
    from cattrs import structure, unstructure

    @define
    class Person:
        name: str
        friends: list[str]

    person = structure({"name": "Ada", "friends": ["Grace"]}, Person)
    print(person, unstructure(person))
    `),
    output: "Person(name='Ada', friends=['Grace']) {'name': 'Ada', 'friends': ['Grace']}\n",
  },
  "more-itertools": {
    packages: ["more-itertools"],
    program: dedent(`
    from more_itertools import chunked, windowed, partition
    print(list(chunked(range(7), 3)), list(windowed("abcd", 2)))
    print([list(part) for part in partition(lambda n: n % 2, range(6))])
    `),
    output: "[[0, 1, 2], [3, 4, 5], [6]] [('a', 'b'), ('b', 'c'), ('c', 'd')]\n[[0, 2, 4], [1, 3, 5]]\n",
  },
  sympy: {
    packages: ["sympy"],
    program: dedent(`
    from sympy import symbols, diff, integrate, solve, sin, factor, pi
    x = symbols("x")
    print(diff(sin(x) * x**2, x), integrate(2 * x, x), solve(x**2 - 5 * x + 6, x), factor(x**2 - 1), pi.evalf(30))
    `),
    output: "x**2*cos(x) + 2*x*sin(x) x**2 [2, 3] (x - 1)*(x + 1) 3.14159265358979323846264338328\n",
  },
  networkx: {
    packages: ["networkx"],
    program: dedent(`
    import networkx as nx
    graph = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 4), ("b", "c", 1), ("a", "c", 7), ("c", "d", 2)])
    print(nx.shortest_path(graph, "a", "d", weight="weight"), nx.shortest_path_length(graph, "a", "d", weight="weight"))
    print(sorted(nx.minimum_spanning_tree(graph).edges), nx.is_connected(graph))
    `),
    output: "['a', 'b', 'c', 'd'] 7\n[('a', 'b'), ('b', 'c'), ('c', 'd')] True\n",
  },
  rich: {
    packages: ["rich"],
    program: dedent(`
    from rich.console import Console
    from rich.table import Table
    table = Table(title="Planets")
    table.add_column("Name")
    table.add_column("Moons", justify="right")
    table.add_row("Mars", "2")
    Console(width=30).print(table)
    Console(width=30).print("[bold]Done[/bold]")
    `),
    output: "    Planets     \n┏━━━━━━┳━━━━━━━┓\n┃ Name ┃ Moons ┃\n┡━━━━━━╇━━━━━━━┩\n│ Mars │     2 │\n└──────┴───────┘\nDone\n",
  },
  jinja2: {
    packages: ["jinja2"],
    program: dedent(`
    from jinja2 import Environment
    template = Environment(autoescape=True).from_string("{% for n in names %}{{ loop.index }}. {{ n|upper }}\\n{% endfor %}")
    print(template.render(names=["Ada", "<b>"]))
    `),
    output: "1. ADA\n2. &lt;B&gt;\n\n",
  },
  pyyaml: {
    packages: ["pyyaml"],
    program: dedent(`
    import yaml
    print(yaml.safe_load("name: Ada\\nborn: 1815-12-10\\ntags: [a, b]"))
    print(yaml.safe_dump({"b": [1, 2], "a": None}))
    `),
    output: "{'name': 'Ada', 'born': datetime.date(1815, 12, 10), 'tags': ['a', 'b']}\na: null\nb:\n- 1\n- 2\n\n",
  },
  markdown: {
    packages: ["markdown"],
    program: dedent(`
    import markdown
    print(markdown.markdown("# Title\\n\\nSome *text* and \`code\`.\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |", extensions=["tables"]))
    `),
    output: "<h1>Title</h1>\n<p>Some <em>text</em> and <code>code</code>.</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>\n",
  },
  beautifulsoup4: {
    packages: ["beautifulsoup4"],
    program: dedent(`
    from bs4 import BeautifulSoup
    soup = BeautifulSoup("<ul><li class=a>One<li>Two</ul><a href='/x'>link</a>", "html.parser")
    print([item.get_text() for item in soup.select("li.a")], soup.a["href"], len(soup.find_all("li")))
    `),
    output: "['OneTwo'] /x 2\n",
  },
  pygal: {
    packages: ["pygal"],
    program: dedent(`
    import pygal
    chart = pygal.Bar(title="Squares", width=300, height=200)
    chart.add("n²", [1, 4, 9])
    svg = chart.render(is_unicode=True)
    print(svg[:5], "Squares" in svg, svg.count("<rect") >= 3)
    `),
    output: "<?xml True True\n",
  },
  tqdm: {
    packages: ["tqdm"],
    program: dedent(`
    import sys
    from tqdm import tqdm
    total = sum(n for n in tqdm(range(100), file=sys.stdout, ascii=True, bar_format="{percentage:3.0f}% {n_fmt}/{total_fmt}", mininterval=0, miniters=100))
    print(total)
    `),
    output: "\r  0% 0/100\r100% 100/100\r100% 100/100\n4950\n",
  },
  "python-dateutil": {
    packages: ["python-dateutil"],
    program: dedent(`
    from datetime import datetime
    from dateutil.parser import parse
    from dateutil.relativedelta import relativedelta
    from dateutil.rrule import rrule, MONTHLY
    print(parse("10 December 1815 12:30"), datetime(2026, 1, 31) + relativedelta(months=1))
    print([day.day for day in rrule(MONTHLY, count=3, bymonthday=-1, dtstart=datetime(2026, 1, 1))])
    `),
    output: "1815-12-10 12:30:00 2026-02-28 00:00:00\n[31, 28, 31]\n",
  },
  pygments: {
    packages: ["pygments"],
    program: dedent(`
    from pygments import highlight
    from pygments.lexers import PythonLexer
    from pygments.formatters import HtmlFormatter
    print(highlight("x = 1", PythonLexer(), HtmlFormatter(nowrap=True)))
    `),
    output: '<span class="n">x</span> <span class="o">=</span> <span class="mi">1</span>\n\n',
  },
  tabulate: {
    packages: ["tabulate"],
    program: dedent(`
    from tabulate import tabulate
    print(tabulate([["Mars", 2], ["Earth", 1]], headers=["Planet", "Moons"], tablefmt="github"))
    `),
    output: "| Planet   |   Moons |\n|----------|---------|\n| Mars     |       2 |\n| Earth    |       1 |\n",
  },
};
