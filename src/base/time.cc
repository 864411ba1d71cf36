#include "base/time.h"

#include <fmt/format.h>

#include <array>
#include <cctype>

namespace resonanz {
namespace {

using std::chrono::sys_days;

std::optional<std::int64_t> days_from(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1 || year > 9999 || !date.ok()) return std::nullopt;
  return sys_days(date).time_since_epoch().count();
}

/// Reads forward through a text; every step that does not fit leaves the reader where it was.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool eat(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool eat_any(std::string_view set) {
    if (rest_.empty() || set.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_spaces() {
    while (!rest_.empty() &&
           (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == '\n' || rest_.front() == '\r'))
      rest_.remove_prefix(1);
  }
  std::optional<int> digits(std::size_t least, std::size_t most) {
    std::size_t n = 0;
    int value = 0;
    while (n < most && n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') value = value * 10 + (rest_[n++] - '0');
    if (n < least) return std::nullopt;
    rest_.remove_prefix(n);
    last_digits_ = n;
    return value;
  }
  std::string_view letters() {
    std::size_t n = 0;
    while (n < rest_.size() && std::isalpha(static_cast<unsigned char>(rest_[n]))) ++n;
    auto word = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return word;
  }
  std::size_t last_digits() const { return last_digits_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  std::size_t last_digits_ = 0;
};

std::optional<TimeUs> fraction_us(Reader& in) {
  TimeUs value = 0;
  int places = 0;
  while (auto digit = in.digits(1, 1)) {
    if (places < 6) {
      value = value * 10 + *digit;
      ++places;
    }
  }
  if (places == 0) return std::nullopt;
  for (; places < 6; ++places) value *= 10;
  return value;
}

/// "+02:00", "-0530", "+02" in microseconds east of UTC.
std::optional<TimeUs> offset_us(Reader& in) {
  const bool minus = !in.rest().empty() && in.rest().front() == '-';
  if (!in.eat_any("+-")) return std::nullopt;
  auto hours = in.digits(2, 2);
  if (!hours || *hours > 23) return std::nullopt;
  in.eat(':');
  const int minutes = in.digits(2, 2).value_or(0);
  if (minutes > 59) return std::nullopt;
  const TimeUs span = *hours * kHourUs + minutes * kMinuteUs;
  return minus ? -span : span;
}

std::optional<int> month_number(std::string_view name) {
  static constexpr std::string_view kNames = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (name.size() < 3) return std::nullopt;
  std::string key;
  for (char c : name.substr(0, 3)) key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  const auto at = kNames.find(key);
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  return static_cast<int>(at / 3) + 1;
}

/// The zone names that RFC 822 and common feeds use, in hours east of UTC.
std::optional<int> zone_hours(std::string_view name) {
  struct Zone {
    std::string_view name;
    int hours;
  };
  static constexpr Zone kZones[] = {{"GMT", 0},  {"UT", 0},   {"UTC", 0},  {"Z", 0},    {"EST", -5}, {"EDT", -4},
                                    {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7},
                                    {"CET", 1},  {"CEST", 2}, {"MEZ", 1},  {"MESZ", 2}, {"BST", 1},  {"JST", 9}};
  for (const Zone& zone : kZones)
    if (zone.name == name) return zone.hours;
  return std::nullopt;
}

struct Broken {
  int year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  TimeUs fraction = 0, east = 0;
};

std::optional<TimeUs> join(const Broken& b) {
  if (b.hour > 24 || b.minute > 59 || b.second > 60) return std::nullopt;
  const auto days = days_from(b.year, b.month, b.day);
  if (!days) return std::nullopt;
  return *days * kDayUs + b.hour * kHourUs + b.minute * kMinuteUs + b.second * kSecondUs + b.fraction - b.east;
}

/// "hh:mm[:ss[.fff]]"
bool read_clock(Reader& in, Broken& out) {
  const auto hour = in.digits(1, 2);
  if (!hour || !in.eat(':')) return false;
  const auto minute = in.digits(2, 2);
  if (!minute) return false;
  out.hour = *hour;
  out.minute = *minute;
  if (in.eat(':')) {
    const auto second = in.digits(1, 2);
    if (!second) return false;
    out.second = *second;
    if (in.eat_any(".,")) {
      const auto fraction = fraction_us(in);
      if (!fraction) return false;
      out.fraction = *fraction;
    }
  }
  return true;
}

}  // namespace

std::string format_rfc3339(TimeUs time) {
  TimeUs days = time / kDayUs, rest = time % kDayUs;
  if (rest < 0) rest += kDayUs, --days;
  const std::chrono::year_month_day date{sys_days(std::chrono::days(days))};
  const auto seconds = rest / kSecondUs, fraction = rest % kSecondUs;
  std::string out = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), seconds / 3600,
                                seconds / 60 % 60, seconds % 60);
  if (fraction != 0) out += fmt::format(".{:06}", fraction);
  return out + "Z";
}

std::string format_http_date(TimeUs time) {
  static constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const sys_days day{std::chrono::floor<std::chrono::days>(std::chrono::microseconds(time))};
  const std::chrono::year_month_day date{day};
  const auto seconds = (time - day.time_since_epoch().count() * kDayUs) / kSecondUs;
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", kDays[std::chrono::weekday(day).c_encoding()],
                     static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::optional<TimeUs> parse_rfc3339(std::string_view text) {
  Reader in(text);
  in.skip_spaces();
  Broken b;
  const auto year = in.digits(4, 4);
  if (!year || !in.eat('-')) return std::nullopt;
  const auto month = in.digits(2, 2);
  if (!month || !in.eat('-')) return std::nullopt;
  const auto day = in.digits(2, 2);
  if (!day) return std::nullopt;
  b.year = *year, b.month = *month, b.day = *day;
  if (in.eat_any("Tt ")) {
    if (!read_clock(in, b)) return std::nullopt;
    in.skip_spaces();
    if (!in.eat_any("Zz") && !in.rest().empty()) {
      const auto east = offset_us(in);
      if (!east) return std::nullopt;
      b.east = *east;
    }
  }
  in.skip_spaces();
  if (!in.rest().empty()) return std::nullopt;
  return join(b);
}

std::optional<TimeUs> parse_rfc822(std::string_view text) {
  Reader in(text);
  in.skip_spaces();
  const auto weekday = in.letters();
  in.eat('.');
  in.eat(',');
  in.skip_spaces();
  Broken b;
  std::string_view month_name;
  if (const auto day = in.digits(1, 2)) {
    in.skip_spaces();
    in.eat('-');
    b.day = *day;
    month_name = in.letters();
  } else {  // "Mon Nov 23 09:00:00 2026" and "November 23, 2026"
    month_name = month_number(weekday) ? weekday : in.letters();
    in.skip_spaces();
    const auto after = in.digits(1, 2);
    if (!after) return std::nullopt;
    b.day = *after;
    in.eat(',');
  }
  const auto month = month_number(month_name);
  if (!month) return std::nullopt;
  b.month = *month;
  in.eat('.');
  in.skip_spaces();
  in.eat('-');
  Reader saved = in;
  auto year = in.digits(2, 4);
  if (year && in.rest().starts_with(':')) in = saved, year.reset();  // asctime puts the clock first
  auto widen = [&](int value, std::size_t digits) { return digits == 2 ? value + (value < 70 ? 2000 : 1900) : value; };
  if (year) b.year = widen(*year, in.last_digits());
  in.skip_spaces();
  if (!in.rest().empty() && std::isdigit(static_cast<unsigned char>(in.rest().front())) && !read_clock(in, b))
    return std::nullopt;
  in.skip_spaces();
  if (!year) {
    const auto late = in.digits(4, 4);
    if (!late) return std::nullopt;
    b.year = *late;
    in.skip_spaces();
  }
  if (const auto east = offset_us(in)) {
    b.east = *east;
  } else {
    const auto zone = in.letters();
    if (const auto hours = zone_hours(zone)) b.east = *hours * kHourUs;
  }
  return join(b);
}

}  // namespace resonanz
