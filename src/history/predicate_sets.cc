#include "history/leaf_sets.h"
#include "history/terms.h"
#include "listen/predicates.h"

namespace resonanz::history {
namespace {

using listen::Member;
using listen::Predicate;

class PredicateSets {
 public:
  PredicateSets(SegmentReader& segment, const FilingKey& filing_key) : segment_(segment), filing_key_(filing_key) {}

  Result<Answer> ask(const Predicate& predicate) {
    switch (predicate.member) {
      case Member::after:
      case Member::before:
        return by_time(predicate);
      case Member::has:
        return by_term(flag_term(predicate.values[0]));
      case Member::sample: {
        Bits out = nothing();
        for (int sample = 0; sample < predicate.percent && sample < 100; ++sample)
          CHECK_OK(segment_.add(sample_term(sample), out));
        return Answer::decided(std::move(out));
      }
      default:
        return by_keys(predicate);
    }
  }

 private:
  Bits nothing() const { return Bits(segment_.posts()); }
  Bits everything() const { return Bits::all(segment_.posts()); }

  Result<Answer> by_term(const std::string& term) {
    Bits out = nothing();
    CHECK_OK(segment_.add(term, out));
    return Answer::decided(std::move(out));
  }

  /// The posts lie in the order of their time.
  Result<Answer> by_time(const Predicate& predicate) {
    TRY(const std::size_t border, segment_.first_since(predicate.time));
    Bits out = nothing();
    predicate.member == Member::after ? out.set_range(border, out.size()) : out.set_range(0, border);
    return Answer::decided(std::move(out));
  }

  Result<Answer> by_keys(const Predicate& predicate) {
    const Filing filing = filing_of(predicate.member);
    if (filing == Filing::unfiled) return Answer::to_look_at(everything());
    Predicate asked = predicate;
    if (filing == Filing::rough && asked.member != Member::link)
      asked.member = Member::site;  // filed once for the three
    Bits out = nothing();
    for (const std::string& key : listen::keys_of(asked)) {
      if (filing == Filing::plain) {
        CHECK_OK(segment_.add(plain_term(key), out));
        continue;
      }
      for (const Stratum& stratum : segment_.directory().strata)
        CHECK_OK(segment_.add(sealed_term(filing_key_(stratum, key)), out));
    }
    if (filing == Filing::rough) return Answer::to_look_at(std::move(out));
    Answer answer = Answer::decided(std::move(out));
    if (predicate.member == Member::lang)  // where none is declared, the text tells
      CHECK_OK(segment_.add(plain_term(listen::key_of(Member::lang, "")), answer.maybe));
    return answer;
  }

  SegmentReader& segment_;
  const FilingKey& filing_key_;
};

}  // namespace

Result<Answer> predicate_sets(const Predicate& predicate, SegmentReader& segment, const FilingKey& filing_key) {
  return PredicateSets(segment, filing_key).ask(predicate);
}

}  // namespace resonanz::history
