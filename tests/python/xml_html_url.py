"""xml.etree, html, urllib.parse, email, mimetypes."""
import email.message, html, html.parser, urllib.parse, xml.etree.ElementTree as ET
root = ET.fromstring("<r a='1'><i>x</i><i k='v'>y &amp; z</i></r>")
print(root.attrib, [e.text for e in root.findall("i")], root.find("i[@k]").get("k"), ET.tostring(root).decode())
ET.SubElement(root, "new").text = "<"; ET.indent(root); print(ET.tostring(root, encoding="unicode"))
print(html.escape("<a & 'b'>"), html.unescape("&lt;&eacute;&#65;"))
class P(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs): print("start", tag, attrs)
    def handle_data(self, d): print("data", d)
P().feed("<p class=x>Hi<br></p>")
u = urllib.parse.urlparse("https://u@ex.com:8080/p/a?q=1&r=a%20b#f"); print(u.netloc, u.port, urllib.parse.parse_qs(u.query), u.fragment)
print(urllib.parse.urlencode({"a": "x y", "b": ["1", "2"]}, doseq=True), urllib.parse.quote("a/é ?"), urllib.parse.urljoin("http://a/b/c", "../d"))
m = email.message.EmailMessage(); m["Subject"] = "Hi"; m.set_content("Body"); print(m.as_string().splitlines()[0])
