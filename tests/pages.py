"""Web pages of many kinds, made in our own words: what a reader must find in each, and what it must leave out."""

from dataclasses import dataclass

P1 = (
    "Gunmen attacked a police post on the road between Sangar and Tor Kham before dawn on Saturday and killed four"
    " officers, the governor's spokesman said. Three others were wounded and taken to the hospital of the province."
)
P2 = (
    "The attackers came on motorcycles and burned two vehicles before they fled towards the hills, according to"
    " villagers who heard the shooting. Nobody said who was behind it, and the ministry has not commented."
)
P3 = (
    "It was the third attack on the road this year. In March a convoy of trucks was stopped near the bridge, and the"
    " drivers were held for two days before elders of the valley talked their captors into letting them go."
)
TITLE = "Four officers killed on the Sangar road"
LONG = [P1, P2, P3]

NAVIGATION = """<header class="site-header"><a href="/">Valley Post</a><nav><ul><li><a href="/world">World</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/asia">Asia</a></li></ul></nav></header>"""
FOOTER = """<aside class="sidebar"><h3>Most read</h3><ul><li><a href="/a">Bridge opens after repairs in the north</a>
<time datetime="2015-05-05">5 May 2015</time></li><li><a href="/b">Price of bread rises again</a></li></ul></aside>
<footer><p>Copyright 1999-2016 Valley Post Media. All rights reserved.</p><a href="/privacy">Privacy policy</a></footer>"""


def paragraphs(*texts: str) -> str:
    return "\n".join(f"<p>{text}</p>" for text in texts)


def page(body: str, *, head: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>{NAVIGATION}{body}'
        f"{FOOTER}</body></html>"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page and what must come of it. `published` None says that no date may be invented.

    `comments` are pairs of writer and words. `holds` are further words of the text, `lacks` words that it must not have.
    """

    label: str
    source: str
    title: str | None = TITLE
    published: str | None = None
    basis: str = "none"
    author: str | None = None
    publisher: str | None = None
    comments: tuple[tuple[str | None, str], ...] = ()
    body: tuple[str, ...] = (P1, P2, P3)
    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ("Most read", "Bridge opens", "Copyright", "Privacy", "Sport")
    name: str = "page.html"


NEWS = Page(
    label="a news page with Open Graph",
    source=page(
        f"""<main><article><h1>{TITLE}</h1><div class="byline">By <a rel="author" href="/n">Nazia Orakzai</a></div>
        <time datetime="2011-06-04T08:15:00+05:00">4 June 2011</time> <span class="updated">Updated: 3 hours ago</span>
        <figure><img src="post.jpg"><figcaption>The burned post at Sangar. Photo: Valley Post</figcaption></figure>
        {paragraphs(P1, P2)}<h2>Third attack this year</h2>{paragraphs(P3)}
        <div class="share"><a href="/s">Share this on Facebook</a></div></article></main>""",
        head=f"""<title>{TITLE} | Valley Post</title><meta property="og:title" content="{TITLE}">
        <meta property="og:site_name" content="Valley Post"><meta property="og:type" content="article">
        <meta property="article:published_time" content="2011-06-04T08:15:00+05:00">
        <meta property="article:modified_time" content="2016-01-02T10:00:00+05:00">
        <link rel="canonical" href="https://post.example/world/sangar-road-attack">""",
    ),
    published="2011-06-04",
    basis="meta tag",
    author="Nazia Orakzai",
    publisher="Valley Post",
    holds=("The burned post at Sangar.", "Third attack this year"),
)

LINKED_DATA = Page(
    label="JSON-LD in a graph, published and modified",
    source=page(
        f'<div id="content"><h1>{TITLE}</h1>{paragraphs(*LONG)}</div>',
        head=f"""<title>{TITLE} - The Border Herald</title><script type="application/ld+json">
        {{"@context": "https://schema.org", "@graph": [
          {{"@type": "WebPage", "datePublished": "2009-01-01", "name": "{TITLE} - The Border Herald"}},
          {{"@type": "NewsArticle", "headline": "{TITLE}", "dateModified": "2012-02-02T00:00:00Z",
            "datePublished": "2011-06-04T23:30:00+05:00", "author": [{{"@type": "Person", "name": "A. Khan"}},
            {{"@type": "Person", "name": "B. Roe"}}], "publisher": {{"@type": "Organization", "name": "Border Herald"}}}}
        ]}}</script>""",
    ),
    published="2011-06-04",
    basis="JSON-LD",
    author="A. Khan, B. Roe",
    publisher="Border Herald",
)

WORDPRESS = Page(
    label="a WordPress blog with nested comments",
    source=page(
        f"""<div id="main"><article id="post-12" class="post hentry"><header class="entry-header">
        <h1 class="entry-title">{TITLE}</h1><div class="entry-meta">Posted on <time class="entry-date published"
        datetime="2011-06-04T08:15:00+00:00">June 4, 2011</time> by <span class="author vcard"><a href="/n">Nazia</a>
        </span></div></header><div class="entry-content">{paragraphs(*LONG)}</div></article>
        <div id="comments" class="comments-area"><h2 class="comments-title">3 thoughts on the road</h2>
        <ol class="comment-list">
        <li id="comment-7" class="comment even depth-1"><article id="div-comment-7" class="comment-body">
          <footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="a.png">
          <b class="fn">Ann Lee</b> <span class="says">says:</span></div><div class="comment-metadata">
          <a href="#7"><time datetime="2011-06-05T17:05:00+00:00">June 5, 2011 at 5:05 pm</time></a></div></footer>
          <div class="comment-content"><p>I was there on 3/10/07 and nobody came.</p><p>It was the army.</p></div>
          <div class="reply"><a href="#r">Reply</a></div></article>
          <ol class="children"><li id="comment-8" class="comment odd depth-2"><article class="comment-body">
          <footer class="comment-meta"><b class="fn">Bob</b> <span class="says">says:</span>
          <time datetime="2011-06-06T09:00:00+00:00">June 6, 2011 at 9:00 am</time></footer>
          <div class="comment-content"><p>No, the police shot first.</p></div></article></li></ol></li>
        <li id="comment-9" class="comment even depth-1"><article class="comment-body"><footer class="comment-meta">
          <b class="fn">r9</b> <span class="says">says:</span></footer><div class="comment-content">
          <p>Two more died in the hospital.</p></div></article></li></ol>
        <div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form><textarea></textarea></form></div></div>
        </div>""",
        head=f"<title>{TITLE} &laquo; Notes from the road</title>",
    ),
    published="2011-06-04",
    basis="time tag",
    author="Nazia",
    comments=(
        ("Ann Lee", "I was there on 3/10/07 and nobody came.\n\nIt was the army."),
        ("Bob", "No, the police shot first."),
        ("r9", "Two more died in the hospital."),
    ),
    title=TITLE,
    lacks=(*NEWS.lacks, "Leave a Reply", "thoughts on"),
)

BLOGGER = Page(
    label="a Blogger page of the old kind",
    source=page(
        f"""<div id="main"><h2 class="date-header">Saturday, June 4, 2011</h2><div class="post hentry">
        <h3 class="post-title entry-title"><a href="https://hills.blog.example/2011/06/road.html">{TITLE}</a></h3>
        <div class="post-body entry-content">{P1}<br><br>{P2}<br><br>{P3}</div>
        <div class="post-footer"><span class="post-author vcard">Posted by <span class="fn">Mirwais</span></span>
        at <a href="#"><abbr class="published" title="2011-06-04T10:00:00-07:00">10:00 AM</abbr></a></div></div>
        <div class="comments" id="comments"><h4>2 comments:</h4><dl id="comments-block">
        <dt class="comment-author" id="c1"><a href="#">Anonymous</a> said...</dt>
        <dd class="comment-body"><p>Where were the soldiers?</p></dd>
        <dd class="comment-footer"><span class="comment-timestamp">June 4, 2011 at 11:12 PM</span></dd>
        <dt class="comment-author" id="c2"><a href="#">Gul</a> said...</dt>
        <dd class="comment-body"><p>In the bazaar, as always.</p></dd>
        <dd class="comment-footer"><span class="comment-timestamp">June 5, 2011 at 1:12 AM</span></dd></dl>
        <p class="comment-footer"><a href="#">Post a Comment</a></p></div></div>""",
        head=f"<title>Hill notes: {TITLE}</title>",
    ),
    published="2011-06-04",
    basis="meta tag",
    comments=(("Anonymous", "Where were the soldiers?"), ("Gul", "In the bazaar, as always.")),
    lacks=(*NEWS.lacks, "Post a Comment"),
    author="Mirwais",
)

DISQUS = Page(
    label="a saved page with a Disqus thread",
    source="<!DOCTYPE html>\n<!-- saved from url=(0046)https://post.example/2011/06/04/sangar-road-attack/ -->\n"
    + page(
        f"""<article><h1>{TITLE}</h1>{paragraphs(*LONG)}</article><div id="disqus_thread"><div id="conversation">
        <ul id="post-list" class="post-list"><li class="post" id="post-1"><div class="post-content"><div class="post-body">
        <header><span class="post-byline"><span class="author publisher-anchor-color"><a href="#">Kamal S.</a></span></span>
        <span class="post-meta"><a class="time-ago" title="Saturday, June 4, 2011 7:44 PM">12 years ago</a></span></header>
        <div class="post-body-inner"><div class="post-message-container"><div class="post-message">
        <p>My cousin drove one of the trucks.</p></div></div></div><footer class="post-menu"><a>Reply</a></footer></div></div>
        <ul class="children"><li class="post" id="post-2"><div class="post-content"><header><span class="author">
        <a href="#">Lena</a></span></header><div class="post-message"><p>Is he safe?</p></div></div></li></ul></li></ul>
        </div></div>""",
        head=f"<title>{TITLE}</title>",
    ),
    published="2011-06-04",
    basis="URL",
    publisher="post.example",
    comments=(("Kamal S.", "My cousin drove one of the trucks."), ("Lena", "Is he safe?")),
)

PLAIN_COMMENTS = Page(
    label="a generic list of comments, more of them than report",
    source=page(
        f"""<div class="story"><h1>{TITLE}</h1>{paragraphs(P1)}</div><div class="user-comments"><h3>Comments (2)</h3>
        <ul><li><strong>Ann says:</strong> <span class="date">June 5, 2011</span><p>{P2}</p></li>
        <li><strong>Bob says:</strong><p>{P3} {P3}</p></li></ul></div>"""
    ),
    body=(P1,),
    comments=(("Ann", P2), ("Bob", f"{P3} {P3}")),
)

PRINT = Page(
    label="a print view without any markup of article",
    source=f"""<html><head><title>{TITLE}</title></head><body bgcolor="white"><font size="2"><b>{TITLE}</b><br>
    By Nazia Orakzai<br>Saturday, June 4, 2011<br><br>{P1}<br><br>{P2}<br><br>{P3}<br><br>
    <a href="javascript:window.print()">Print</a></font></body></html>""",
    lacks=(),
)

TABLES = Page(
    label="a bulletin with a table, lists and quotations",
    source=page(
        f"""<article><h1>{TITLE}</h1>{paragraphs(P1)}
        <table><caption>Incidents of the week</caption><tr><th>Date</th><th>Place</th><th>Killed</th></tr>
        <tr><td>3 June 2011</td><td>Sangar</td><td>4</td></tr><tr><td>5 June 2011</td><td>Tor Kham</td><td></td></tr></table>
        {paragraphs(P2)}<ul><li>Two vehicles were burned at the post.</li><li>The road was closed until noon:
        <ol><li>for trucks</li><li>for buses</li></ol></li></ul>
        <blockquote><p>We will not leave our post, whoever comes.</p></blockquote>{paragraphs(P3)}</article>""",
        head='<meta name="dcterms.issued" content="2011-06-06"><meta name="DC.publisher" content="Office of the Governor">',
    ),
    published="2011-06-06",
    basis="meta tag",
    publisher="Office of the Governor",
    holds=(
        "Date | Place | Killed\n3 June 2011 | Sangar | 4\n5 June 2011 | Tor Kham |\n",
        "- Two vehicles were burned at the post.\n- The road was closed until noon:\n  1. for trucks\n  2. for buses\n",
        "We will not leave our post, whoever comes.",
        "Incidents of the week",
    ),
)

LIVE = Page(
    label="a live blog with time stamps",
    source=page(
        f"""<main><h1>{TITLE}</h1><div class="live-blog">
        <div class="entry"><time datetime="2011-06-04T14:05:00+05:00">14:05</time><p>{P2}</p></div>
        <div class="entry"><time datetime="2011-06-04T13:30:00+05:00">13:30</time><p>{P1}</p></div>
        <div class="entry"><time datetime="2011-06-04T11:00:00+05:00">11:00</time><p>{P3}</p></div></div></main>"""
    ),
    published="2011-06-04",
    basis="time tag",
    holds=("14:05", "13:30", "11:00"),
)

MICRODATA = Page(
    label="microdata",
    source=page(
        f"""<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1>
        <span itemprop="author" itemscope itemtype="http://schema.org/Person"><span itemprop="name">N. Orakzai</span></span>
        <span itemprop="datePublished" content="2011-06-04">Saturday</span>
        <span itemprop="dateModified" content="2013-01-01">later</span>
        <div itemprop="articleBody">{paragraphs(*LONG)}</div></div>"""
    ),
    published="2011-06-04",
    basis="meta tag",
    author="N. Orakzai",
)

AMP = Page(
    label="an AMP page",
    source=f"""<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
    <link rel="canonical" href="https://post.example/2011/06/04/road"><style amp-boilerplate>body{{animation:none}}</style>
    <noscript><style>body{{x:y}}</style></noscript></head><body><amp-sidebar id="s"><ul><li><a href="/w">Sport</a></li></ul>
    </amp-sidebar><article><h1>{TITLE}</h1><amp-img src="a.jpg"></amp-img>{paragraphs(*LONG)}<amp-ad>x</amp-ad></article>
    </body></html>""",
    published="2011-06-04",
    basis="URL",
    publisher="post.example",
    lacks=("Sport", "animation"),
)

WIRE = Page(
    label="a wire page with a dateline",
    source=page(
        f"""<div class="article-body"><h1>{TITLE}</h1>
        {paragraphs(f"SANGAR, Afghanistan, June 4, 2011 (NWS) -- {P1}", P2, P3)}</div>"""
    ),
    published="2011-06-04",
    basis="dateline",
)

RELEASE = Page(
    label="a government's press release with a labelled day",
    source=page(
        f"""<div id="content"><div class="press-release"><p class="release-date">Release date: 4 June 2011</p>
        <h1>{TITLE}</h1>{paragraphs(*LONG)}<p>Last updated: 1 January 2020</p></div></div>"""
    ),
    published="2011-06-04",
    basis="text",
)

UNDATED = Page(
    label="days that date nothing",
    source=page(
        f"""<article><h1>{TITLE}</h1><p class="meta">3 hours ago</p>{paragraphs(P1, P2)}
        <p>{P3} On 12 May 2008 the road was paved.</p></article><div class="comments"><div class="comment">
        <span class="author">Ann</span> <time datetime="2012-07-08">8 July 2012</time>
        <div class="comment-text">On 3/10/07 I saw it.</div></div></div>"""
    ),
    body=(P1, P2),
    comments=(("Ann", "On 3/10/07 I saw it."),),
)

FORUM = Page(
    label="a thread of a forum",
    source=page(
        f"""<h1>{TITLE}</h1><div id="p1" class="post bg1"><div class="inner"><dl class="postprofile"><dt>
        <a class="username">mirwais</a></dt></dl><div class="postbody"><p class="author">by <a class="username">mirwais</a>
        &raquo; <time datetime="2011-06-04T10:00:00+00:00">Sat Jun 04, 2011 10:00 am</time></p>
        <div class="content">{P1}<br><br>{P2}<br><br>{P3}</div></div></div></div>
        <div id="p2" class="post bg2"><div class="inner"><dl class="postprofile"><dt><a class="username">gul_k</a></dt></dl>
        <div class="postbody"><p class="author">by <a class="username">gul_k</a> &raquo;
        <time datetime="2011-06-05T10:00:00+00:00">Sun Jun 05, 2011 10:00 am</time></p>
        <div class="content">I heard that five were killed.</div></div></div></div>"""
    ),
    author="mirwais",
    published="2011-06-04",
    basis="time tag",
    comments=(("gul_k", "I heard that five were killed."),),
)

NEW_FORUM = Page(
    label="a thread of a newer forum",
    source=page(
        f"""<h1>{TITLE}</h1><article class="message message--post" data-author="Ann"><h4 class="message-name"><a
        class="username">Ann</a></h4><header><time datetime="2011-06-04T10:00:00+0000">Jun 4, 2011</time></header><div
        class="message-body"><div class="bbWrapper">{P1}<br><br>{P2}<br><br>{P3}</div></div></article>
        <article class="message message--post" data-author="Bob"><header><time datetime="2011-06-05T10:00:00+0000">Jun 5,
        2011</time></header><div class="message-body"><div class="bbWrapper">So did I.</div></div></article>"""
    ),
    published="2011-06-04",
    basis="time tag",
    author="Ann",
    comments=(("Bob", "So did I."),),
)

SCRIPT = Page(
    label="a script that is only written about",
    source=page(
        f"<article><h1>{TITLE}</h1>{paragraphs(P1, P2)}<p>{P3} They posted &lt;script&gt;alert(1)&lt;/script&gt; &amp; left."
        "</p><script>var x = 'never shown';</script></article>"
    ),
    body=(P1, P2),
    holds=("They posted <script>alert(1)</script> & left.",),
    lacks=(*NEWS.lacks, "never shown"),
)

FILE_NAME = Page(
    label="a day in the file's name",
    source=page(f"<article><h1>{TITLE}</h1>{paragraphs(*LONG)}</article>"),
    name="saved/2011-06-04_road.html",
    published="2011-06-04",
    basis="file name",
)

TWO_HEADINGS = Page(
    label="the site's name as a heading too, and preformatted words",
    source=page(
        f"""<div><h1 class="menu-title">Valley Post</h1></div><main><h1><a href="#r">{TITLE}</a></h1>
        {paragraphs(*LONG)}<pre>The message of the group:\n\nWe did it, and we will do it\nagain.</pre></main>""",
        head=f"<title>{TITLE} - Valley Post</title>",
    ),
    holds=("The message of the group:\n\nWe did it, and we will do it\nagain.",),
)

ARTICLE = f"<article><h1>{TITLE}</h1>{paragraphs(*LONG)}</article>"
ANN_AND_BOB = (("Ann", "We knew them."), ("Bob", "So did I."))


def threads(label: str, markup: str) -> Page:
    return Page(label=label, source=page(f"{ARTICLE}{markup}"), comments=ANN_AND_BOB)


THREADS = (
    threads(
        "comments of Drupal",
        """<div id="comments"><h2>Comments</h2><div class="comment odd"><div class="submitted">Submitted by <span
        class="username">Ann</span> on Sat, 06/04/2011 - 10:00.</div><div class="content"><p>We knew them.</p></div>
        <ul class="links"><li>reply</li></ul></div><div class="indented"><div class="comment even"><div class="submitted">
        Submitted by Bob (not verified) on Sun, 06/05/2011 - 10:00.</div><div class="content"><p>So did I.</p></div></div>
        </div></div>""",
    ),
    threads(
        "comments of TypePad",
        """<div id="comments" class="comments"><h2 class="comments-header">Comments</h2><div class="comment" id="comment-601">
        <div class="comment-content"><p>We knew them.</p></div><p class="comment-footer">Posted by: <a href="#">Ann</a> |
        <a href="#c1">June 04, 2011 at 05:05 PM</a></p></div><div class="comment" id="comment-602"><div
        class="comment-content"><p>So did I.</p></div><p class="comment-footer">Posted by: Bob | June 05, 2011</p></div></div>""",
    ),
    threads(
        "comments in microdata",
        """<section><h2>Reactions</h2><div itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Ann</span>
        <time itemprop="datePublished" datetime="2014-06-04">today</time><p itemprop="text">We knew them.</p></div><div
        itemscope itemtype="https://schema.org/Comment"><span itemprop="author">Bob</span><p itemprop="text">So did I.</p>
        </div></section>""",
    ),
    threads(
        "comments in plain elements",
        """<div id="comments-section"><div class="comment-item"><span class="name">Ann</span><span class="date">2 hours ago
        </span><p>We knew them.</p></div><div class="comment-item"><span class="name">Bob</span><p>So did I.</p></div></div>""",
    ),
)

PAGES = (
    *(NEWS, LINKED_DATA, WORDPRESS, BLOGGER, DISQUS, PLAIN_COMMENTS, PRINT, TABLES, LIVE, MICRODATA, AMP, WIRE),
    *(RELEASE, UNDATED, FORUM, NEW_FORUM, SCRIPT, FILE_NAME, TWO_HEADINGS, *THREADS),
)
