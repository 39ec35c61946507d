import type { SignInPolicy } from '@hoede/contract'
import { useLingui } from '@lingui/react/macro'
import { ConflictNote } from '../../parts/conflict-note.tsx'
import { useFactorNames, useWayNames } from '../words.ts'
import { useNumberWords } from './number-words.ts'
import { type PolicyDraft, policyNumbers } from './policy-values.ts'

/** Where what somebody else saved in the meantime differs from what stands in the fields. */
export function ConflictingPolicy({ theirs, mine }: { theirs: SignInPolicy; mine: PolicyDraft }) {
  const { t } = useLingui()
  const factorNames = useFactorNames()
  const wayNames = useWayNames()
  const numberWords = useNumberWords()
  const differences = [
    theirs.ways.toSorted().join() !== mine.ways.toSorted().join() &&
      theirs.ways.map((way) => wayNames[way].name).join(', '),
    theirs.factors.everybody.toSorted().join() !== mine.everybody.toSorted().join() &&
      t`voor iedereen: ${theirs.factors.everybody.map((method) => factorNames[method]).join(', ')}`,
    ...policyNumbers.map(
      (name) => String(theirs[name]) !== mine.numbers[name] && `${numberWords[name].label}: ${theirs[name]}`,
    ),
    theirs.addressRanges.length !== mine.ranges.length &&
      t`netwerken: ${theirs.addressRanges.map(({ name }) => name).join(', ') || t`geen`}`,
  ].filter((text) => typeof text === 'string')
  return <ConflictNote>{differences.join(' · ') || t`alleen bij een rol iets anders`}</ConflictNote>
}
