/** What goes out to people, in plain Dutch. A text message names Hoede and the customer and never holds a link: links are what thieves send. */

/** A code by text message. The code comes first, where a telephone shows it and offers to fill it in. */
export const signInCode = (customer: string, code: string): string =>
  `${code} is je code voor Hoede (${customer}). Hij werkt 5 minuten. Geef hem aan niemand, ook niet aan een collega.`

const digits = ['nul', 'één', 'twee', 'drie', 'vier', 'vijf', 'zes', 'zeven', 'acht', 'negen']

/** A code as it is read aloud: each digit a word, with a pause after it, and the whole twice. */
export function spokenSignInCode(customer: string, code: string): string {
  const spoken = [...code].map((digit) => digits[Number(digit)]).join('. ')
  return `Goedendag. Dit is Hoede van ${customer}. Je code is: ${spoken}. Nog een keer: ${spoken}. Geef deze code aan niemand. Tot ziens.`
}

export interface Mail {
  subject: string
  body: string
}

const signed = (customer: string, lines: string[]): string =>
  [
    'Beste collega,',
    '',
    ...lines,
    '',
    `Was jij dit niet? Bel dan meteen de applicatiebeheerder van ${customer}.`,
    '',
    `Hoede, voor ${customer}`,
    'Op dit bericht kun je niet antwoorden. In een bericht van Hoede staat nooit een link.',
  ].join('\n')

const kinds = { totp: 'een authenticator-app', phone: 'een telefoonnummer', passkey: 'een passkey' } as const
export type FactorKind = keyof typeof kinds

export const factorAdded = (customer: string, kind: FactorKind, name: string): Mail => ({
  subject: 'Er is een manier van aanmelden bij gekomen',
  body: signed(customer, [`Bij je account in Hoede is ${kinds[kind]} toegevoegd: ${name}.`]),
})

export const factorRemoved = (customer: string, kind: FactorKind, name: string): Mail => ({
  subject: 'Er is een manier van aanmelden weggehaald',
  body: signed(customer, [
    `Bij je account in Hoede is ${kinds[kind]} weggehaald: ${name}.`,
    'Op andere plekken waar je aangemeld was, ben je nu afgemeld.',
  ]),
})

export const recoveryCodesRenewed = (customer: string): Mail => ({
  subject: 'Je hebt een nieuw codeblad',
  body: signed(customer, ['Er is een nieuw codeblad gemaakt voor je account in Hoede. Het oude werkt niet meer.']),
})

export const identityLinked = (customer: string, provider: string): Mail => ({
  subject: 'Er is een account gekoppeld om je mee aan te melden',
  body: signed(customer, [`Met je account bij ${provider} kun je je nu aanmelden bij Hoede.`]),
})

export const identityEnded = (customer: string, provider: string): Mail => ({
  subject: 'Er is een account losgekoppeld',
  body: signed(customer, [`Met je account bij ${provider} kun je je niet meer aanmelden bij Hoede.`]),
})

export const passwordChanged = (customer: string): Mail => ({
  subject: 'Je wachtwoord is gewijzigd',
  body: signed(customer, ['Het wachtwoord van je account in Hoede is gewijzigd.']),
})

/** Somebody, perhaps the person, tried again and again. The password was right when the second step failed as well. */
export const signInGuessed = (customer: string, guessed: { tries: number; passwordRight: boolean }): Mail => ({
  subject: 'Er is vaak vergeefs geprobeerd om met jouw naam aan te melden',
  body: signed(customer, [
    `In een kwartier tijd is ${guessed.tries} keer vergeefs geprobeerd om met jouw gebruikersnaam aan te melden bij Hoede.`,
    guessed.passwordRight
      ? 'Het wachtwoord was daarbij goed, de tweede stap niet. Was jij dit niet? Kies dan ook een nieuw wachtwoord.'
      : 'Na elke vergissing duurt het langer voor er weer kan worden geprobeerd.',
  ]),
})

export const signInNewPlace = (customer: string, from: { at: string; place: string; device: string }): Mail => ({
  subject: 'Er is aangemeld vanaf een nieuwe plek',
  body: signed(customer, [
    `Op ${from.at} is met jouw account aangemeld bij Hoede, ${from.place}, met ${from.device}.`,
    'Met dat netwerk en die browser was je niet eerder aangemeld. Bij Account en beeld zie je waar je bent aangemeld, en kun je dat beëindigen.',
  ]),
})

/** To the address of before. Never which address or number there is now: whoever reads this may be somebody else. */
export const contactChanged = (
  customer: string,
  { email, phone }: Record<'email' | 'phone', 'changed' | 'removed' | null>,
): Mail => {
  const done = { changed: 'gewijzigd', removed: 'weggehaald' } as const
  const lines = [
    email && `Het mailadres bij je account in Hoede is ${done[email]}. Dit is het laatste bericht aan dit adres.`,
    phone && `Het telefoonnummer bij je account in Hoede is ${done[phone]}.`,
  ]
  return {
    subject: email ? `Je mailadres is ${done[email]}` : 'Je telefoonnummer is aangepast',
    body: signed(
      customer,
      lines.filter((line) => line !== null),
    ),
  }
}

export const resetRequested = (customer: string, by: string): Mail => ({
  subject: 'Er is gevraagd om je aanmelding te herstellen',
  body: signed(customer, [
    `${by} heeft gevraagd om je aanmelding bij Hoede te herstellen. Een tweede collega moet dat nog goedkeuren.`,
  ]),
})

/** To whoever judges emergency access: who and where, never which client. */
export const emergencyBegan = (
  customer: string,
  used: { who: string; unit: string | null; whole: boolean; from: string; until: string },
): Mail => {
  const where = used.unit ? (used.whole ? `heel ${used.unit}` : `een cliënt van ${used.unit}`) : 'een cliënt'
  return {
    subject: 'Noodtoegang begonnen',
    body: [
      'Beste collega,',
      '',
      `${used.who} gebruikt sinds ${used.from} noodtoegang voor ${where}. Zij duurt tot ${used.until}.`,
      'Vind je dat dit niet klopt? Je kunt haar eerder beëindigen. Jij of een collega beoordeelt haar achteraf.',
      'Kijk in Hoede bij Autorisatie, onder Noodtoegang.',
      '',
      `Hoede, voor ${customer}`,
      'Op dit bericht kun je niet antwoorden. In een bericht van Hoede staat nooit een link.',
    ].join('\n'),
  }
}

export const resetDone = (customer: string): Mail => ({
  subject: 'Je aanmelding is hersteld',
  body: signed(customer, ['Met een herstelbrief is een nieuw wachtwoord gekozen voor je account in Hoede.']),
})

const reviewDay = new Intl.DateTimeFormat('nl-NL', { timeZone: 'Europe/Amsterdam', dateStyle: 'full' })
const reviewWords = {
  start: 'Er is een autorisatiecontrole begonnen waarin jij controleert',
  reminder: 'Je hebt nog werk in een autorisatiecontrole',
  escalation: 'Een autorisatiecontrole is niet op tijd af; het open werk komt bij jou',
} as const

/** Tells a reviewer what there is to do. No names of colleagues: mail is read on telephones in the tram. */
export const reviewToDo = (
  customer: string,
  what: keyof typeof reviewWords,
  review: { name: string; deadline: Date; open: number },
): Mail => ({
  subject: reviewWords[what],
  body: [
    'Beste collega,',
    '',
    `${reviewWords[what]}: ${review.name}.`,
    `Nog te beslissen: ${review.open}. Einddatum: ${reviewDay.format(review.deadline)}.`,
    'Je vindt het in Hoede bij Autorisatie, onder Controles.',
    '',
    `Hoede, voor ${customer}`,
    'Op dit bericht kun je niet antwoorden. In een bericht van Hoede staat nooit een link.',
  ].join('\n'),
})

/** To whoever planned another function for somebody, where nobody who can give roles would have been left. */
export const moveRefused = (customer: string, move: { name: string; before: string; after: string }): Mail => ({
  subject: 'Een geplande overplaatsing ging niet helemaal door',
  body: [
    'Beste collega,',
    '',
    `Je plande voor ${move.name} een andere functie: van ${move.before} naar ${move.after}. Dat is niet gebeurd, want dan was er niemand meer die rollen kan geven. De functie is nog ${move.before}. De wisseling van team is wel doorgegaan.`,
    'Geef eerst iemand anders die rol, en wijzig daarna de functie. Dat kan in Hoede bij Autorisatie, onder Medewerkers.',
    '',
    `Hoede, voor ${customer}`,
    'Op dit bericht kun je niet antwoorden. In een bericht van Hoede staat nooit een link.',
  ].join('\n'),
})

/** A checkpoint of the log, to be kept where nobody of the supplier comes. */
export const checkpointMail = (customer: string, checkpoint: string): Mail => ({
  subject: 'IJkpunt van de logging',
  body: [
    `Dit is een ijkpunt van de logging van ${customer}. Bewaar het. Met een ijkpunt kan later iedereen nagaan dat er sindsdien niets in de logging is gewijzigd of weggelaten.`,
    '',
    checkpoint,
    `Hoede, voor ${customer}`,
    'Op dit bericht kun je niet antwoorden. In een bericht van Hoede staat nooit een link.',
  ].join('\n'),
})
