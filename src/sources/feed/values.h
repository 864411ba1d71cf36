#pragma once
// Values as feeds write them.

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "model/post.h"

namespace resonanz::sources::feed {

std::string_view trim(std::string_view text);
/// RFC 3339, RFC 822 and what people take for them; empty for anything else.
std::optional<TimeUs> parse_date(std::string_view text);
/// "en_us " as "en-us"; "" for what is no language tag.
std::string language_tag(std::string_view text);
/// An RSS author: "name@x (Name)", "Name <name@x>", an address or a name.
Author parse_person(std::string_view text);
/// Bytes of base64, white space ignored; empty where it is none.
std::optional<std::string> from_base64(std::string_view text);

/// "image", "video", "audio" or "link" into `post.media`, each once.
void add_media(Post& post, std::string_view mime_type);
/// Text, HTML, links and media of a body that is HTML.
void set_html(Post& post, std::string_view html, std::string_view base);
/// The same for a body that may be HTML or plain text.
void set_loose(Post& post, std::string_view body, std::string_view base);
/// Gives an entry without an id one: its address, or a hash of title (else text) and date.
void complete_id(Post& post, std::string_view everything);

}  // namespace resonanz::sources::feed
