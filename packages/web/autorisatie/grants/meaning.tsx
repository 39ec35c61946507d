import type { Role } from '@hoede/contract'
import { Trans } from '@lingui/react/macro'
import grantClasses from './grants.module.css'
import type { ScopeDraft } from './scope-draft.ts'
import { usePartsOfDraft, useReachWords } from './scope-words.ts'

interface MeaningProps {
  /** Undefined: more people. */
  who?: string | undefined
  role: Role | undefined
  drafts: readonly ScopeDraft[]
}

/** Reads back what is filled in, as a sentence: whoever gives a role checks whether it says what was meant. */
export function Meaning({ who, role, drafts }: MeaningProps) {
  const partsOf = usePartsOfDraft()
  const words = useReachWords()
  const reaches = drafts.flatMap((draft) => {
    const parts = partsOf(draft)
    return parts ? [{ key: draft.key, text: words(parts) }] : []
  })
  const [first] = reaches
  if (!role || !first) return null
  const roleName = role.name
  return (
    <div className={grantClasses.meaning} role="status">
      {reaches.length === 1 ? (
        <p>
          {who ? (
            <Trans>
              Dit betekent: {who} is <strong>{roleName}</strong> voor {first.text}.
            </Trans>
          ) : (
            <Trans>
              Dit betekent: ieder van hen is <strong>{roleName}</strong> voor {first.text}.
            </Trans>
          )}
        </p>
      ) : (
        <>
          <p>
            {who ? (
              <Trans>
                Dit betekent: {who} is <strong>{roleName}</strong> voor
              </Trans>
            ) : (
              <Trans>
                Dit betekent: ieder van hen is <strong>{roleName}</strong> voor
              </Trans>
            )}
          </p>
          <ul>
            {reaches.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
