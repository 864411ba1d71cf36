#pragma once
// Inside read_feed(): the formats one by one. They fill what they find; nothing in a feed is an error to them.

#include <boost/json/value.hpp>

#include "sources/feed/feed.h"
#include "sources/feed/xml_tree.h"

namespace resonanz::sources::feed {

void read_rss(const Node& root, std::string_view base, Feed& feed);
void read_atom(const Node& root, Feed& feed);
void read_json_feed(const boost::json::value& root, std::string_view base, Feed& feed);

/// An atom:link of a feed, in Atom or in RSS: self, hub, and the page before.
void read_feed_link(const Node& link, Feed& feed);
/// at:deleted-entry.
void read_removed(const Node& feed_node, Feed& feed);
/// Elements of a vocabulary that Atom and RSS share: replies, languages, times. Fills only what is still empty.
void read_extensions(const Node& entry, Post& post);

}  // namespace resonanz::sources::feed
