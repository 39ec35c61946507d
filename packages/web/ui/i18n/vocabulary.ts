import {
  type EmergencyJudgement,
  type EmergencyReason,
  emergencyJudgements,
  emergencyReasons,
  type MeasurementKind,
  measurementKinds,
  type Permission,
  permissions,
  type ReportKind,
  reportKinds,
  type ScopeName,
  type SettingKey,
  scopeNames,
  settingBounds,
} from '@hoede/contract/vocabulary'
import type { ApiProblem } from '../api/problem.ts'
import type { Language } from '../formats/language.ts'
import { inEnglish, type ServerTexts } from './server-text.ts'
import type { EnglishVocabulary } from './vocabulary.en.ts'

let english: EnglishVocabulary | undefined
let serverTexts: ServerTexts | undefined

/** The contract's words are Dutch; for English its table is fetched once. */
export async function loadVocabulary(wanted: Language): Promise<void> {
  if (wanted !== 'en') {
    english = undefined
    serverTexts = undefined
    return
  }
  const [words, texts] = await Promise.all([import('./vocabulary.en.ts'), import('./server-sentences.en.ts')])
  english = words.englishVocabulary
  serverTexts = { sentences: texts.serverSentences, words: texts.serverWords }
}

/** A text that the server made, in the language of the page; what is not known stays Dutch. */
export const serverText = (text: string): string => (serverTexts && inEnglish(text, serverTexts)) ?? text
/** Is a text of the server still in Dutch on a page in another language? */
export const staysDutch = (text: string): boolean => serverTexts !== undefined && !inEnglish(text, serverTexts)

/** What a person reads about a problem. */
export const problemTitle = (problem: ApiProblem): string => english?.problems[problem.code] ?? problem.title
export const reportKindName = (kind: ReportKind): string => english?.reportKinds[kind] ?? reportKinds[kind]
export const measurementName = (kind: MeasurementKind): string =>
  english?.measurements[kind].name ?? measurementKinds[kind].name
export const secondMeasurementName = (kind: MeasurementKind): string => {
  const info = measurementKinds[kind]
  return 'second' in info ? (english?.measurements[kind].second ?? info.second.name) : ''
}
export const unitText = (kind: MeasurementKind): string =>
  english?.measurements[kind].unitText ?? measurementKinds[kind].unitText
/** A way of measuring in words; what is not in the list was typed by somebody and stands as it is. */
export const methodName = (method: string): string => english?.methods[method] ?? method
export const permissionName = (permission: Permission): string =>
  english?.permissions[permission] ?? permissions[permission]
export const scopeName = (scope: ScopeName): string => english?.scopes[scope] ?? scopeNames[scope]
export const settingLabel = (key: SettingKey): string => english?.settings[key] ?? settingBounds[key].label
export const emergencyReasonName = (reason: EmergencyReason): string =>
  english?.emergencyReasons[reason] ?? emergencyReasons[reason]
export const emergencyJudgementName = (judgement: EmergencyJudgement): string =>
  english?.emergencyJudgements[judgement] ?? emergencyJudgements[judgement]
