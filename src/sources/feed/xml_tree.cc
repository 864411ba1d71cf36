#include "sources/feed/xml_tree.h"

#include <expat.h>

#include <climits>

#include "sources/feed/xml_repair.h"
#include "specs/settings.h"
#include "text/url_reference.h"

namespace resonanz::sources::feed {
namespace {

constexpr std::size_t kMaxDepth = settings::kTextMaxHtmlDepth;  // deeper elements go, their text stays
constexpr std::size_t kMostNodes = 1'000'000;

struct Vocabulary {
  std::string_view uri, prefix;
};

/// Without "http(s)://" and "www." in front and slashes behind. An empty prefix is RSS of any version.
constexpr Vocabulary kVocabularies[] = {{"w3.org/2005/atom", "atom"},
                                        {"purl.org/atom/ns#", "atom"},
                                        {"purl.org/rss/1.0", ""},
                                        {"purl.org/net/rss1.1#", ""},
                                        {"my.netscape.com/rdf/simple/0.9", ""},
                                        {"channel.netscape.com/rdf/simple/0.9", ""},
                                        {"w3.org/1999/02/22-rdf-syntax-ns#", "rdf"},
                                        {"purl.org/dc/elements/1.1", "dc"},
                                        {"purl.org/dc/elements/1.0", "dc"},
                                        {"purl.org/dc/terms", "dcterms"},
                                        {"purl.org/rss/1.0/modules/content", "content"},
                                        {"purl.org/rss/1.0/modules/slash", "slash"},
                                        {"purl.org/rss/1.0/modules/syndication", "sy"},
                                        {"wellformedweb.org/commentapi", "wfw"},
                                        {"purl.org/syndication/thread/1.0", "thr"},
                                        {"purl.org/syndication/history/1.0", "fh"},
                                        {"purl.org/atompub/tombstones/1.0", "at"},
                                        {"search.yahoo.com/mrss", "media"},
                                        {"itunes.com/dtds/podcast-1.0.dtd", "itunes"},
                                        {"w3.org/1999/xhtml", "xhtml"},
                                        {"w3.org/xml/1998/namespace", "xml"}};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c |= 0x20;
  return out;
}

/// The prefix we use for a vocabulary; "?" for one we do not know.
std::string_view prefix_of_uri(std::string_view uri) {
  std::string key = lower(uri);
  std::erase_if(key, [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
  for (const std::string_view start : {"http://", "https://", "www."})
    if (key.starts_with(start)) key.erase(0, start.size());
  while (key.ends_with('/')) key.pop_back();
  for (const Vocabulary& known : kVocabularies)
    if (known.uri == key) return known.prefix;
  return "?";
}

/// For prefixes that nobody declared.
std::string_view usual_prefix(std::string_view prefix) {
  for (const Vocabulary& known : kVocabularies)
    if (known.prefix == prefix) return known.prefix;
  return "?";
}

class Builder {
 public:
  Builder(Document& document, std::string_view base) : document_(document) {
    document_.strings.emplace_back(base);
    document_.strings.emplace_back();
  }

  bool too_large() const { return nodes_ > kMostNodes; }
  bool empty() const { return document_.root.name.empty() && open_.empty(); }

  void start(const char* name, const char** attributes) {
    const std::size_t scope = prefixes_.size();
    for (const char** a = attributes; *a; a += 2) {
      const std::string_view key = a[0];
      if (key == "xmlns") prefixes_.emplace_back("", prefix_of_uri(a[1]));
      else if (key.starts_with("xmlns:")) prefixes_.emplace_back(key.substr(6), prefix_of_uri(a[1]));
    }
    scopes_.push_back(scope);
    if (scopes_.size() > kMaxDepth || ++nodes_ > kMostNodes) return;
    Node node;
    node.name = qualified(name, true);
    node.base = open_.empty() ? document_.strings[0] : open_.back().base;
    node.lang = open_.empty() ? document_.strings[1] : open_.back().lang;
    for (const char** a = attributes; *a; a += 2) add_attribute(node, a[0], a[1]);
    open_.push_back(std::move(node));
  }

  void end() {
    const bool kept = scopes_.size() == open_.size();
    prefixes_.resize(scopes_.back());
    scopes_.pop_back();
    if (!kept) return;
    Node node = std::move(open_.back());
    open_.pop_back();
    if (open_.empty()) document_.root = std::move(node);
    else open_.back().children.push_back(std::move(node));
  }

  void text(std::string_view part) {
    if (open_.empty()) return;
    auto& siblings = open_.back().children;
    if (siblings.empty() || !siblings.back().is_text()) {
      if (++nodes_ > kMostNodes) return;
      siblings.emplace_back();
    }
    siblings.back().text += part;
  }

  /// What was open when the text broke off counts as closed.
  void finish() {
    while (!open_.empty()) {
      scopes_.resize(open_.size());
      end();
    }
  }

 private:
  std::string qualified(std::string_view name, bool element) const {
    const auto colon = name.find(':');
    const std::string_view prefix = colon == name.npos ? std::string_view{} : name.substr(0, colon);
    std::string local = lower(colon == name.npos ? name : name.substr(colon + 1));
    if (prefix.empty() && !element) return local;
    std::string_view ours = usual_prefix(lower(prefix));
    for (auto scope = prefixes_.rbegin(); scope != prefixes_.rend(); ++scope) {
      if (scope->first != prefix) continue;
      // Some invent a namespace for RSS itself.
      ours = prefix.empty() && scope->second == "?" ? std::string_view{} : scope->second;
      break;
    }
    return ours.empty() ? local : std::string(ours) + ":" + local;
  }

  void add_attribute(Node& node, std::string_view name, const char* value) {
    std::string key = qualified(name, false);
    if (key == "xml:base") {
      document_.strings.push_back(text::resolve_reference(node.base, value));
      node.base = document_.strings.back();
    } else if (key == "xml:lang") {
      document_.strings.emplace_back(value);
      node.lang = document_.strings.back();
    }
    node.attributes.emplace_back(std::move(key), value);
  }

  Document& document_;
  std::vector<Node> open_;
  std::vector<std::pair<std::string, std::string_view>> prefixes_;  ///< as declared, ours; innermost last
  std::vector<std::size_t> scopes_;                                 ///< how many of them each open element found
  std::size_t nodes_ = 0;
};

/// Runs expat over the text; "" or what was wrong.
std::string run_expat(std::string_view utf8, Builder& builder) {
  if (utf8.size() > INT_MAX) return "too large";
  const std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> parser(XML_ParserCreate("UTF-8"), XML_ParserFree);
  struct Context {
    Builder& builder;
    XML_Parser parser;
  } context{builder, parser.get()};
  XML_SetUserData(parser.get(), &context);
  XML_SetElementHandler(
      parser.get(),
      [](void* user, const char* name, const char** attributes) {
        auto& self = *static_cast<Context*>(user);
        self.builder.start(name, attributes);
        if (self.builder.too_large()) XML_StopParser(self.parser, XML_FALSE);
      },
      [](void* user, const char*) { static_cast<Context*>(user)->builder.end(); });
  XML_SetCharacterDataHandler(parser.get(), [](void* user, const char* text, int length) {
    static_cast<Context*>(user)->builder.text({text, static_cast<std::size_t>(length)});
  });
  // A document that declares entities of its own may blow up; the repair knows none but HTML's.
  XML_SetEntityDeclHandler(parser.get(),
                           [](void* user, const char*, int, const char*, int, const char*, const char*, const char*,
                              const char*) { XML_StopParser(static_cast<Context*>(user)->parser, XML_FALSE); });
  if (XML_Parse(parser.get(), utf8.data(), static_cast<int>(utf8.size()), 1) == XML_STATUS_OK) return {};
  return fmt::format("line {}: {}", XML_GetCurrentLineNumber(parser.get()),
                     XML_ErrorString(XML_GetErrorCode(parser.get())));
}

void write_html(const Node& node, std::string& out) {
  const auto escaped = [&out](std::string_view text) {
    for (const char c : text) {
      if (c == '&') out += "&amp;";
      else if (c == '<') out += "&lt;";
      else if (c == '>') out += "&gt;";
      else if (c == '"') out += "&quot;";
      else out += c;
    }
  };
  if (node.is_text()) return escaped(node.text);
  const std::string_view name = std::string_view(node.name).substr(node.name.find(':') + 1);
  out.append("<").append(name);
  for (const auto& [key, value] : node.attributes) {
    if (key.find(':') != key.npos || key.starts_with("xmlns")) continue;
    out.append(" ").append(key).append("=\"");
    escaped(value);
    out += '"';
  }
  out += '>';
  for (const Node& child : node.children) write_html(child, out);  // the tree's depth is bounded
  static constexpr std::string_view kVoid[] = {"br",    "img", "hr",   "input", "source",
                                               "embed", "wbr", "area", "col",   "param"};
  if (std::find(std::begin(kVoid), std::end(kVoid), name) == std::end(kVoid)) out.append("</").append(name).append(">");
}

}  // namespace

std::string_view Node::attribute(std::string_view wanted) const {
  for (const auto& [key, value] : attributes)
    if (key == wanted) return value;
  return {};
}

const Node* Node::child(std::string_view wanted) const {
  for (const Node& node : children)
    if (node.name == wanted) return &node;
  return nullptr;
}

bool Node::has_elements() const {
  return std::any_of(children.begin(), children.end(), [](const Node& node) { return !node.is_text(); });
}

Result<std::unique_ptr<Document>> parse_xml(std::string_view utf8, std::string_view base) {
  auto document = std::make_unique<Document>();
  std::string why;
  {
    Builder builder(*document, base);
    why = run_expat(utf8, builder);
    if (why.empty()) return document;
    if (builder.too_large()) return fail(Errc::feed, "more elements than a feed can have");
  }
  document = std::make_unique<Document>();
  document->repaired = true;
  Builder builder(*document, base);
  run_expat(repair_xml(utf8), builder);
  if (builder.too_large()) return fail(Errc::feed, "more elements than a feed can have");
  builder.finish();
  if (builder.empty()) return fail(Errc::feed, "not XML: " + why);
  return document;
}

std::string text_of(const Node& node) {
  if (node.is_text()) return node.text;
  std::string out;
  for (const Node& child : node.children) out += text_of(child);
  return out;
}

std::string inner_html(const Node& node) {
  std::string out;
  for (const Node& child : node.children) write_html(child, out);
  return out;
}

}  // namespace resonanz::sources::feed
