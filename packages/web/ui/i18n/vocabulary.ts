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
import type { EnglishVocabulary } from './vocabulary.en.ts'

let english: EnglishVocabulary | undefined

/** The contract's words are Dutch; for English its table is fetched once. */
export async function loadVocabulary(wanted: Language): Promise<void> {
  english = wanted === 'en' ? (await import('./vocabulary.en.ts')).englishVocabulary : undefined
}

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
