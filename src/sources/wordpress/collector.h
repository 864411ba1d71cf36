#pragma once
// What is new, changed and gone on a WordPress site. New things come by date; edits and deletions of comments only show
// by looking again at recent ones, since the API has neither a date of change nor a list of what was deleted.

#include <boost/asio/awaitable.hpp>

#include "sources/connector.h"
#include "sources/wordpress/cursor.h"
#include "sources/wordpress/site.h"

namespace resonanz::sources::wordpress {

/// Used from one strand. `site` and `clock` outlive it.
class Collector {
 public:
  Collector(Site& site, const Config& config, const host::Clock& clock);

  /// One look: news first; once there are none, now and then a look back.
  boost::asio::awaitable<Result<Batch>> step(std::string cursor);

 private:
  struct Stream {
    std::string_view route, fields, after, orderby, date;  ///< names of parameters and members
    bool comments;
  };
  static const Stream kPosts, kComments;

  Cursor start() const;
  boost::asio::awaitable<Result<bool>> read_news(const Stream* stream, Track* track, Batch* batch);
  boost::asio::awaitable<Status> look_back(const Stream* stream, Track* track, TimeUs since, Batch* batch);
  boost::asio::awaitable<Status> check_missing(const Stream* stream, std::vector<std::int64_t> ids, Track* track,
                                               Batch* batch);
  void deliver(const boost::json::value& entry, Track& track, Batch& batch) const;

  Site& site_;
  const host::Clock& clock_;
  bool posts_, comments_;
  std::int64_t history_days_, poll_seconds_;
};

}  // namespace resonanz::sources::wordpress
