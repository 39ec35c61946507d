import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { DraftControl } from '../../ui/drafts/use-draft.ts'
import { clock, momentInWords } from '../../ui/formats/dates.ts'
import { Note } from '../../ui/parts/note.tsx'
import { Prose } from '../../ui/text/difference-text.tsx'
import { plainOf, type ReportText, readDraftText } from './report-text.ts'
import classes from './reports.module.css'

/** Where the text is kept while it is being typed. */
export function DraftWord({ draft }: { draft: DraftControl }) {
  return (
    <p role="status" className={classes.draft} data-bad={draft.notKept || undefined}>
      {draft.notKept && (
        <Trans>Let op: deze tekst kon niet als concept worden bewaard. Bewaar hem nu of kopieer hem.</Trans>
      )}
      {!draft.notKept && draft.saved?.where === 'server' && <Trans>Concept bewaard om {clock(draft.saved.at)}</Trans>}
      {!draft.notKept && draft.saved?.where === 'device' && (
        <Trans>Concept bewaard op dit apparaat om {clock(draft.saved.at)}</Trans>
      )}
    </p>
  )
}

/** A draft that was written on another device in the meantime: shown, and used only when somebody says so. */
export function OtherDraft({ draft, onUse }: { draft: DraftControl; onUse: (text: ReportText) => void }) {
  const other = draft.other
  const text = other ? readDraftText(other.content) : undefined
  if (!other || !text) return null
  return (
    <Note kind="look">
      <p>
        <Trans>Je schreef {momentInWords(other.changedAt)} op een ander apparaat ook aan een concept:</Trans>
      </p>
      <Prose>{plainOf(text)}</Prose>
      <div className={classes.buttons}>
        <Button
          size="sm"
          variant="default"
          onClick={() => {
            onUse(text)
            draft.forgetOther()
          }}
        >
          <Trans>Zet het erbij</Trans>
        </Button>
        <Button size="sm" variant="subtle" onClick={draft.forgetOther}>
          <Trans>Niet nodig</Trans>
        </Button>
      </div>
    </Note>
  )
}

/** Two texts as one, so that using a second draft never throws the first away. */
export function joined(mine: ReportText, other: ReportText): ReportText {
  const both = (one: string, two: string) => [one, two].filter((text) => text.trim() !== '').join('\n\n')
  const soep = Object.fromEntries(
    (['s', 'o', 'e', 'p'] as const).map((part) => [part, both(mine.soep[part], other.soep[part])]),
  ) as ReportText['soep']
  return { ...mine, text: both(mine.text, other.text), soep }
}
