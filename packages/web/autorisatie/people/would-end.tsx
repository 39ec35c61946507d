import { Trans } from '@lingui/react/macro'
import { Note } from '../../ui/parts/note.tsx'
import { Answer } from '../../ui/parts/states.tsx'
import classes from '../parts/parts.module.css'
import { useHeldWords } from './held-words.ts'
import { useLeavingPreview } from './queries.ts'

/** Everything that ends when somebody leaves, by kind; first who loses their own carer. */
export function WouldEnd({ personId }: { personId: string }) {
  const preview = useLeavingPreview(personId)
  const words = useHeldWords()
  return (
    <Answer query={preview}>
      {({ items }) => {
        const own = items.filter((item) => item.kind === 'care-relation' && item.exclusive)
        const kinds = [...new Set(items.map((item) => item.kind))]
        return (
          <>
            {own.length > 0 && (
              <Note kind="look">
                <Trans>
                  Deze cliënten hebben dan niemand meer voor deze zorgrelatie:{' '}
                  {own.map((item) => `${item.clientNumber} (${item.name})`).join(', ')}. Draag die liefst eerst over.
                </Trans>
              </Note>
            )}
            {items.length > 0 && (
              <details className={classes.folded}>
                <summary>
                  <Trans>Dit eindigt ({items.length})</Trans>
                </summary>
                <ul>
                  {kinds.map((kind) => {
                    const some = items.filter((item) => item.kind === kind)
                    const named = some.map(words.which).filter(Boolean)
                    return (
                      <li key={kind}>
                        {words.kind(some[0]!)}
                        {named.length > 0 && `: ${named.join('; ')}`}
                      </li>
                    )
                  })}
                </ul>
              </details>
            )}
          </>
        )
      }}
    </Answer>
  )
}
