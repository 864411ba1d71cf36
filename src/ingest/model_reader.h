#pragma once
// The shipped models as the pipeline asks them.

#include "ingest/learning.h"
#include "ingest/readings.h"
#include "understand/shipped.h"

namespace resonanz::ingest {

/// `second` has the last word on what it was trained to say; without one, what the models are not sure of is doubtful.
/// `languages`: those of the workspace, asked for each post; every one where it is empty. What is given outlives it.
Reader reader_of(const understand::ShippedModels& models, const Learning& learning,
                 const understand::SecondTier* second = nullptr,
                 std::function<understand::LanguageSet()> languages = {});

/// The sentences of a post that a match stands in, one after another; the whole post if that is all of it. Offsets
/// that are no longer in the text are left out.
std::string sentences_of(const Post& post, const Match& match);

}  // namespace resonanz::ingest
