/** Why somebody uses emergency access; words of their own come with it. */
export const emergencyReasons = {
  acute: 'Er is nu iets aan de hand met de cliënt',
  cover: 'Ik val onverwacht in',
  handover: 'Overdracht of verhuizing',
  safety: 'Veiligheid van de cliënt of van anderen',
  other: 'Iets anders',
} as const
export type EmergencyReason = keyof typeof emergencyReasons

/** What came of judging it. */
export const emergencyJudgements = {
  justified: 'Terecht',
  explained: 'Niet nodig, maar verklaard',
  'not-justified': 'Niet terecht',
} as const
export type EmergencyJudgement = keyof typeof emergencyJudgements

/** The fewest characters of the words with which somebody asks it, and with which it is judged. */
export const emergencyWordsAtLeast = 10
/** More than this by one person in a month stands out. */
export const emergencyOftenInMonth = 3
