#include "host/process.h"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace resonanz::host {

void keep_memory_private() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifndef __SANITIZE_ADDRESS__  // the leak sanitizer looks at its own process as a debugger does
  prctl(PR_SET_DUMPABLE, 0);
#endif
}

}  // namespace resonanz::host
