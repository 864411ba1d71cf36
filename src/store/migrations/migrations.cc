#include "store/migrations/migrations.h"

namespace resonanz::store {
namespace {
constexpr std::string_view kMigrations[] = {
#include "specs/migrations.inc"
};
}  // namespace

std::span<const std::string_view> migrations() { return kMigrations; }

}  // namespace resonanz::store
