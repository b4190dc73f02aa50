/* Restricts host names to glibc's built-in services, /etc/hosts and DNS.
 *
 * A static program that finds another service in /etc/nsswitch.conf, such as "resolve" or "myhostname",
 * loads the system's library of it. That library needs the system's glibc, and the program crashes if
 * it was linked with another version. */
#include <nss.h>

__attribute__((constructor)) static void use_built_in_services(void)
{
    __nss_configure_lookup("hosts", "files dns");
}
