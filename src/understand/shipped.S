// The bytes of the shipped models, read from the source tree at build time.
.section .rodata
.macro model symbol, file
.balign 16
.global resonanz_model_\symbol, resonanz_model_\symbol\()_end
resonanz_model_\symbol:
.incbin "models/\file\().model"
resonanz_model_\symbol\()_end:
.byte 0
.endm
model language, language
model words, words
model sentiment_de, sentiment-de
model toxicity_de, toxicity-de
model proposal_de, proposal-de
model intent_de, intent-de
.section .note.GNU-stack,"",@progbits
