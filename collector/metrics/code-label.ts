/** Final SIP statuses in the IANA registry "Session Initiation Protocol (SIP) Parameters", as of 2026. */
const REGISTERED = new Set([
  200, 202, 204, 300, 301, 302, 305, 380, 400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 412, 413, 414, 415, 416, 417, 420, 421, 422,
  423, 424, 425, 428, 429, 430, 433, 436, 437, 438, 439, 440, 469, 470, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 491, 493, 494,
  500, 501, 502, 503, 504, 505, 513, 555, 580, 600, 603, 604, 606, 607, 608,
])

const HUNDRED = 100

/** Value of the `code` label: a registered status, else its class (`4xx`), `none` for silence. So the wire cannot make up values. */
export function codeLabel(code: number | undefined): string {
  if (code === undefined) return 'none'
  return REGISTERED.has(code) ? String(code) : `${Math.floor(code / HUNDRED)}xx`
}
