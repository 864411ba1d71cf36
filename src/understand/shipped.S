// The bytes of the shipped models, read from the source tree at build time.
.section .rodata
.macro model symbol, file
.balign 16
.global resonanz_model_\symbol, resonanz_model_\symbol\()_end
resonanz_model_\symbol:
.incbin "models/\file"
resonanz_model_\symbol\()_end:
.byte 0
.endm
model language, language.model
model lid_176, third_party/lid.176.ftz
model words, words.model
model sentiment_de, sentiment-de.model
model toxicity_de, toxicity-de.model
model proposal_de, proposal-de.model
model intent_de, intent-de.model
model vectors_en, vectors-en.model
model sentiment_en, sentiment-en.model
model toxicity_en, toxicity-en.model
model intent_en, intent-en.model
model intent_de_encoded, intent-de-encoded.model
model intent_en_encoded, intent-en-encoded.model
model toxicity_de_encoded, toxicity-de-encoded.model
model proposal_de_encoded, proposal-de-encoded.model
model proposal_de_hidden, proposal-de-hidden.model
.section .note.GNU-stack,"",@progbits
