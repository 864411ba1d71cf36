#pragma once
// What the process asks of the machine for itself.

namespace resonanz::host {

/// No core file and no debugger of another user's: keys and names are in this memory. Call first thing in main().
void keep_memory_private();

}  // namespace resonanz::host
