import type { SipRefusal } from '../../../collector/sip/refusal.ts'

/** What the scanner is to find in a message of test/captures/torture. */
export interface Reading {
  /** 0 for a request. */
  readonly status: number
  readonly callId: string
  readonly cseq: number
  readonly vias: number
  /** Canonical To address of record; undefined where no URI can be told. */
  readonly to: string | undefined
}

/** Name of the file, what is odd about it, what comes of it. */
export type TortureCase = readonly [file: string, what: string, expected: Reading | SipRefusal | 'passed_over']

/** RFC 4475 §3.1.1: odd, but right. */
export const valid: readonly TortureCase[] = [
  [
    'wsinv',
    'white space and folding wherever it is allowed',
    { ...usual('wsinv', 11), callId: 'wsinv.tortuous.5512@192.0.2.20', vias: 3, to: 'sip:olga@pbx.example.net' },
  ],
  ['intmeth', 'a method of all characters a token may have', 'passed_over'],
  [
    'intmeth-register',
    'all characters that names, users and identifiers may have',
    {
      ...usual('intmeth', 139_122_385),
      callId: `intmeth.%ZK-!.*_+'@tok\`~)(><:\\/"][?}{`,
      to: "sip:9_odd.Name~(be-it!so)&that's+all$/mad?,/;;*@pbx.example.net",
    },
  ],
  ['esc01', 'percent escapes in the user: kept as written', { ...usual('esc01', 3), to: 'sip:%6Di%72a@pbx.example.net' }],
  ['escnull', 'escaped nulls', { ...usual('escnull', 4), to: 'sip:zero-%00-zero@pbx.example.net' }],
  ['esc02', 'a percent sign in a method escapes nothing: it is another method', 'passed_over'],
  ['lwsdisp', 'no space between name and address', usual('lwsdisp', 6)],
  ['longreq', 'long values, 34 Vias', { ...usual('longreq', 3_882_340), callId: `longreq.one${'really'.repeat(30)}longcallid`, vias: 34 }],
  ['dblreq', 'a second request behind the first, in one datagram', usual('dblreq', 8)],
  ['semiuri', 'parameters in the user part', { ...usual('semiuri', 9), to: 'sip:mira;par=u%40other.example@pbx.example.net' }],
  ['transports', 'known and unknown transports', { ...usual('transports', 10), vias: 5 }],
  ['mpart01', 'a binary body with lines like headers', usual('mpart01', 12)],
  ['unreason', 'a phrase in other scripts', { ...usual('unreason', 13), status: 200 }],
  ['noreason', 'an empty phrase', { ...usual('noreason', 14), status: 100 }],
]

/** RFC 4475 §3.1.2: wrong. What only a strict reader could not follow is read: it is in the network, and what became of it counts. */
export const invalid: readonly TortureCase[] = [
  ['badinv01', 'separators with nothing between them; an empty Via value is no hop', usual('badinv01', 15)],
  ['clerr', 'Content-Length beyond the datagram: the body is of no interest', usual('clerr', 16)],
  ['ncl', 'a negative Content-Length', usual('ncl', 17)],
  ['scalar02', 'CSeq beyond 2**64', 'bad_cseq'],
  ['scalar02-expires', 'lifetimes beyond 2**32, CSeq in order', usual('scalar02-expires', 18)],
  ['scalar02-highest', 'the highest CSeq', { ...usual('scalar02-highest', 2 ** 31 - 1), callId: 'scalar02-highest.1f3@192.0.2.20' }],
  ['scalar02-one-more', 'one more than that', 'bad_cseq'],
  ['scalarlg', 'a response with CSeq beyond 2**64', 'bad_cseq'],
  [
    'scalarlg-retry-after',
    'Retry-After beyond 2**64, Warning of five digits, CSeq in order',
    { ...usual('scalarlg-retry-after', 19), status: 503 },
  ],
  ['quotbal', 'an open quote swallows the address', { ...usual('quotbal', 20), to: undefined }],
  ['ltgtruri', 'Request-URI in angle brackets: not what a user is known by', usual('ltgtruri', 21)],
  ['lwsruri', 'a space in the Request-URI', usual('lwsruri', 22)],
  ['lwsstart', 'two spaces between the parts of the first line', usual('lwsstart', 23)],
  ['trws', 'spaces after the version', usual('trws', 24)],
  ['escruri', 'escaped headers in the Request-URI', usual('escruri', 25)],
  ['baddate', 'a Date that is not GMT', usual('baddate', 26)],
  ['regbadct', 'a Contact with a question mark and no angle brackets', usual('regbadct', 27)],
  ['badaspec', 'spaces within the angle brackets', usual('badaspec', 28)],
  ['baddn', 'a comma in an unquoted display name', usual('baddn', 29)],
  ['badvers', 'another version', 'bad_start_line'],
  ['mismatch01', 'CSeq says another method than the first line', 'bad_cseq'],
  ['mismatch02', 'an unknown method whose CSeq says REGISTER', 'passed_over'],
  ['bigcode', 'a status of ten digits', 'bad_start_line'],
]

/** RFC 4475 §3.2 to §3.4: the syntax is right, the meaning is odd; it takes a registrar to refuse these. */
export const odd: readonly TortureCase[] = [
  ['badbranch', 'a branch of nothing but the magic cookie', usual('badbranch', 34)],
  ['insuf', 'no Call-ID, From and To', 'no_call_id'],
  ['insuf-via', 'no Via', 'no_via'],
  ['insuf-to', 'no From and To', { ...usual('insuf-to', 35), to: undefined }],
  ['unkscm', 'Request-URI of an unknown scheme', usual('unkscm', 36)],
  ['novelsc', 'Request-URI of a known scheme that is none of SIP', usual('novelsc', 37)],
  ['unksm2', 'To, From and Contact of unknown schemes', { ...usual('unksm2', 38), to: 'isbn:2983792873' }],
  ['bext01', 'Require and Proxy-Require of what nobody has', usual('bext01', 39)],
  ['invut', 'a body of an unknown type', usual('invut', 40)],
  ['regaut01', 'Authorization of an unknown scheme', usual('regaut01', 41)],
  ['multi01', 'two of what there may be one of: the first counts', { ...usual('multi01', 5), callId: 'multi01.first@192.0.2.25' }],
  ['mcl01', 'two Content-Lengths', usual('mcl01', 43)],
  ['bcast', 'a response to a broadcast address', { ...usual('bcast', 44), status: 200, vias: 2 }],
  ['zeromf', 'Max-Forwards of zero', usual('zeromf', 45)],
  ['cparam01', 'a header parameter in Contact', usual('cparam01', 46)],
  ['cparam02', 'a URI parameter in Contact', usual('cparam02', 47)],
  ['regescrt', 'an escaped header in Contact', usual('regescrt', 48)],
  ['sdp01', 'Accept of what nobody has', usual('sdp01', 49)],
  [
    'inv2543',
    'RFC 2543: no branch, no tag, no Max-Forwards',
    { ...usual('inv2543', 56), callId: 'inv2543.1717@gw.example.net', to: 'sip:+13035552222@pbx.example.net' },
  ],
  ['noreason-no-space', 'a status and no space behind it, as some phones send', { ...usual('noreason-no-space', 14), status: 403 }],
]

/** How most of the messages are made: one Via, Call-ID from file name and CSeq, the same user. */
function usual(file: string, cseq: number): Reading {
  return { status: 0, callId: `${file}.${cseq}f3@192.0.2.20`, cseq, vias: 1, to: 'sip:mira@pbx.example.net' }
}
