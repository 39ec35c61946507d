import type { MeasurementKind, Permission, ReportKind, ScopeName, SettingKey } from '@hoede/contract/vocabulary'
import type { ApiProblemCode } from '../api/problem.ts'

export interface EnglishVocabulary {
  problems: Record<ApiProblemCode, string>
  reportKinds: Record<ReportKind, string>
  measurements: Record<MeasurementKind, { name: string; unitText: string; second?: string }>
  methods: Record<string, string>
  permissions: Record<Permission, string>
  scopes: Record<ScopeName, string>
  settings: Record<SettingKey, string>
}

/** The contract's words in English; the compiler sees to it that none is missing. */
export const englishVocabulary: EnglishVocabulary = {
  problems: {
    offline: 'There is no connection. What you type is kept.',
    'passkey-unsupported': 'This browser has no passkeys. Choose another way, or use another device.',
    'passkey-not-given': 'It did not work with the passkey. Perhaps you closed the window, or it took too long.',
    'passkey-known': 'This device or key is registered already.',
    'not-json': 'This request is not valid JSON.',
    'invalid-input': 'Not everything has been filled in correctly.',
    'invalid-text': 'The text contains a character that cannot be kept.',
    'invalid-cursor': 'This page does not exist any more. Start again at the top of the list.',
    'too-large': 'The text is too long. Divide it over more reports.',
    'wrong-origin': 'This request did not come from our own page and was refused.',
    'sign-in-failed': 'The user name or the password is not right.',
    'wrong-code': 'Your code is not right or has been used already. Wait for the next code and try again.',
    'sign-in-blocked': 'A wrong password or code was entered too often. Wait a moment and try again.',
    'no-session': 'You are not signed in (any more). Sign in again.',
    'proof-needed': 'Show first that it is you, before this change.',
    'session-moved': 'You are working from another place than where you began. Confirm first that it is you.',
    'wrong-step': 'It is not the turn of this step of signing in. Start signing in again.',
    'invitation-invalid':
      'This invitation has expired or was used already. Ask your application manager for a new one.',
    'password-too-common': 'This password is used too often and easy to guess. Choose another one.',
    'password-too-short': 'This password is too short. Use a few separate words, for example.',
    'password-breached': 'This password is in a list of stolen passwords. Choose another one.',
    'factor-not-allowed': 'You may not sign in this way. Choose another one.',
    'way-not-allowed': 'Signing in this way is switched off here. Choose another way of signing in.',
    'phone-not-usable': 'This phone number cannot get codes.',
    'code-too-soon': 'A code has just been sent. Wait a moment before you ask for a new one.',
    'code-expired':
      'This code does not work any more: it expired, was used, or was entered wrongly too often. Ask for a new one.',
    'passkey-refused': 'It did not work with this passkey. Try again, or choose another way.',
    'passkey-counter':
      'This passkey was refused: perhaps it was copied. Choose another way and tell your application manager.',
    'last-factor': 'This is your last second step. Add another one first, then you can remove this one.',
    'too-many-factors': 'You have twenty second steps already. Remove one first.',
    'address-not-allowed': 'Signing in is possible from a network of your organisation only. You are on another one.',
    'reset-invalid': 'The user name or the code of the letter is not right, or the letter has expired.',
    'reset-closed': 'This reset was carried out, withdrawn or has expired.',
    'not-shared-computer': 'This is possible on a shared computer only, after you signed in completely there.',
    'pin-too-simple':
      'This short code is too easy to guess. Choose no row of digits, repetition, date or year of birth.',
    'pin-wrong': 'Your short code is not right.',
    'reentry-ended':
      'Your short code does not work here (any more). Sign in the way you usually do, and choose a new one then.',
    'password-wrong': 'Your current password is not right.',
    'not-allowed': 'You have no right to do this. Ask your team leader or application manager.',
    'not-found': 'This does not exist, or not for you.',
    'unknown-host': 'There is no Hoede environment at this address.',
    'too-many-requests': 'Too many requests at once come from this address. Wait a moment.',
    conflict: 'Somebody else changed this in the meantime. Your text is kept; look at the new version and try again.',
    'key-reused': 'This request was made before with another content.',
    'already-exists': 'This exists already.',
    'bsn-invalid': 'This BSN is not right. Check the nine digits.',
    'bsn-exists': 'There is a client with this BSN already.',
    'date-in-future': 'This date lies in the future.',
    'value-impossible': 'This value is not possible. Check the measurement.',
    'empty-report': 'Write something first.',
    'reason-missing': 'Give a reason for the correction.',
    'not-own-report': 'Only whoever wrote the report can correct it, or your team leader.',
    'grant-to-self': 'You cannot give yourself a role.',
    'grant-beyond-reach': 'This reach is larger than yours. Ask somebody with a larger reach.',
    'grant-ended': 'This role has ended already.',
    'period-invalid': 'The end must come after the beginning, and not lie in the past.',
    'role-unknown': 'This role does not exist.',
    'permission-unknown': 'This permission does not exist.',
    'last-manager': 'Then nobody could give roles any more. Give somebody else this permission first.',
    'user-name-taken': 'This user name exists already. Choose another one.',
    'unit-in-use': 'There are still clients, employees or teams here. Move them first, then this can be closed.',
    'unit-unknown': 'This location or team does not exist or is closed.',
    'grant-without-factor':
      'With this role, the employee could not use any second step any more. Change the sign-in policy first.',
    'policy-refused': 'This sign-in policy cannot be saved.',
    'setting-out-of-bounds': 'This setting lies outside of its bounds.',
    'period-too-long': 'Choose a period of at most 31 days, or choose a client or employee with it.',
    'too-many-rows': 'These are too many rows for one file. Choose a shorter period.',
    'person-left': 'This employee has left, or will have left by then.',
    'code-limit': 'Too many codes were sent today. Use another way, or ask your application manager.',
    'no-gateway': 'Hoede cannot send messages here yet. Choose another way, or ask your application manager.',
    'provider-unavailable':
      'The sign-in service of your organisation does not answer as it should. Try again shortly, or sign in another way.',
    'provider-refused':
      'The sign-in service of your organisation did not let you through. Try again, or choose another way.',
    'provider-answer-wrong':
      'The answer of the sign-in service was not right and was refused. Begin the sign-in again.',
    'visit-ended':
      'This sign-in has expired, was used already, or was begun in another browser. Begin the sign-in again.',
    'identity-unknown':
      'Your account at your organisation is not linked to Hoede yet. Sign in another way and link it under Account and display, or ask your application manager.',
    'identity-linked': 'This account is linked to another employee already.',
    'provider-untested':
      'Try this provider in the sign-in bench first. It can be switched on after a trial that succeeded.',
    'provider-settings': 'With these particulars Hoede cannot talk to the provider.',
    'only-way-in': 'Then nobody could sign in any more. Switch on another way of signing in first.',
    unavailable: 'Hoede cannot be reached for a moment. What you typed is kept. Try again shortly.',
    unexpected: 'Something went wrong on our side. Nothing was changed. Try again.',
  },
  reportKinds: {
    daily: 'Daily report',
    nursing: 'Nursing',
    medical: 'Medical',
    paramedical: 'Paramedical',
    family: 'Contact with family',
    night: 'Night',
    handover: 'Handover',
  },
  measurements: {
    'blood-pressure': { name: 'Blood pressure', unitText: 'mmHg', second: 'Diastolic' },
    weight: { name: 'Weight', unitText: 'kg' },
    height: { name: 'Height', unitText: 'cm' },
    temperature: { name: 'Temperature', unitText: '°C' },
    pulse: { name: 'Pulse', unitText: 'per minute' },
    saturation: { name: 'Oxygen saturation', unitText: '%' },
    pain: { name: 'Pain score', unitText: 'out of 10' },
  },
  methods: {
    zittend: 'sitting',
    liggend: 'lying',
    staand: 'standing',
    'met kleding': 'with clothes',
    'zonder kleding': 'without clothes',
    tillift: 'patient lift',
    kniehoogte: 'knee height',
    oor: 'ear',
    oksel: 'armpit',
    mond: 'mouth',
    rectaal: 'rectal',
    pols: 'wrist',
    meter: 'meter',
    'zonder zuurstof': 'without oxygen',
    'met zuurstof': 'with oxygen',
  },
  permissions: {
    'client:read': 'Read client particulars',
    'client:register': 'Register clients',
    'client:change': 'Change client particulars',
    'client:place': 'Place, move and discharge clients',
    'bsn:read': 'See the BSN',
    'report:read': 'Read reports',
    'report:write': 'Write reports',
    'report:correct-others': 'Correct reports of others',
    'measurement:read': 'See measurements',
    'measurement:write': 'Enter measurements',
    'people:read': 'See employees',
    'people:manage': 'Invite, change and sign off employees',
    'organisation:change': 'Change locations and teams',
    'access:read': 'See roles and authorisations',
    'access:grant': 'Give and withdraw roles',
    'role:change': 'Compose roles',
    'log:read': 'Read the log',
    'setting:change': 'Change settings of the environment',
  },
  scopes: {
    organisation: 'whole organisation',
    unit: 'a location or team, with all below it',
    'own-teams': 'own teams',
    'own-clients': 'own clients (care relation)',
    client: 'one client',
  },
  settings: {
    'former-client-days': 'Days that the record of a former client stays open to the team',
  },
}
