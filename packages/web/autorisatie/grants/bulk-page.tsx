import type { BulkGrant, BulkPreview, BulkResult, Role } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { create } from '../../ui/api/client.ts'
import { newId } from '../../ui/api/ids.ts'
import { asProblem } from '../../ui/api/problem.ts'
import { useAttempt } from '../../ui/api/use-attempt.ts'
import { readNearDate } from '../../ui/formats/read-dates.ts'
import { serverText } from '../../ui/i18n/vocabulary.ts'
import { Note } from '../../ui/parts/note.tsx'
import { Page, Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import classes from '../parts/parts.module.css'
import { useRoles } from '../queries.ts'
import { effectOfBulk } from '../what-if/queries.ts'
import { SecondLook, useSecondLook } from '../what-if/second-look.tsx'
import { BulkEnd } from './bulk-end.tsx'
import { BulkPreviewTable } from './bulk-preview.tsx'
import { emptyWhom, isNobody, type Whom, WhomFields, whomOf } from './bulk-whom.tsx'
import { RoleHint, Scopes } from './give-grant.tsx'
import grantClasses from './grants.module.css'
import { Meaning } from './meaning.tsx'
import { UntilField } from './period.tsx'
import { previewBulk } from './queries.ts'
import { emptyScope, faultsOfDraft, requestOf, type ScopeDraft } from './scope-draft.ts'
import { type UntilChoice, untilOf } from './until.ts'

/** One role for many people: chosen, looked at first, and then given or ended for all of them in one go. */
export default function BulkPage() {
  const { t } = useLingui()
  const [ending, setEnding] = useState(false)
  return (
    <Page title={t`Rollen voor meer medewerkers`}>
      <p className={classes.lead}>
        <Trans>
          Kies wie, welke rol en hoe ver die reikt. Je ziet eerst wat er gebeurt. Daarna gaat het voor iedereen
          tegelijk, of voor niemand. Het gaat om hoogstens 500 medewerkers.
        </Trans>
      </p>
      <SegmentedControl
        mb="md"
        aria-label={t`Wat wil je doen?`}
        value={ending ? 'end' : 'give'}
        onChange={(value) => setEnding(value === 'end')}
        data={[
          { value: 'give', label: t`Geef een rol` },
          { value: 'end', label: t`Beëindig een rol` },
        ]}
      />
      {ending ? <BulkEnd /> : <BulkGive />}
    </Page>
  )
}

interface Period {
  until: UntilChoice | ''
  untilDay: string
}

function BulkGive() {
  const { t } = useLingui()
  const roles = useRoles()
  const [whom, setWhom] = useState<Whom>(emptyWhom)
  const [roleId, setRoleId] = useState('')
  const [drafts, setDrafts] = useState<ScopeDraft[]>(() => [emptyScope(newId())])
  const [period, setPeriod] = useState<Period>({ until: '', untilDay: '' })
  const [judged, setJudged] = useState(false)
  const [asked, setAsked] = useState<BulkGrant>()
  const preview = useMutation({ mutationFn: previewBulk })
  const role = roles.data?.items.find((each) => each.id === roleId)
  const end = period.until ? untilOf(period.until, period.untilDay) : undefined
  const problem = preview.error ? asProblem(preview.error) : null
  const change = (act: () => void) => {
    act()
    preview.reset()
  }
  const look = () => {
    setJudged(true)
    const wrong = drafts.some((draft) => faultsOfDraft(draft).length > 0)
    if (isNobody(whom) || !roleId || wrong || end === undefined) return
    const request: BulkGrant = {
      ...whomOf(whom),
      roleId,
      scopes: drafts.map((draft) => requestOf(draft as Parameters<typeof requestOf>[0])),
      ...(end ? { until: end } : {}),
    }
    setAsked(request)
    preview.mutate(request)
  }
  const dayWrong = judged && period.until === 'day' && !readNearDate(period.untilDay, 'future')
  return (
    <div className={grantClasses.steps}>
      <Section title={t`1. Wie`}>
        <WhomFields
          whom={whom}
          error={judged && isNobody(whom) ? t`Kies medewerkers, een locatie of team, of een functie.` : undefined}
          onChange={(chosen) => change(() => setWhom(chosen))}
        />
      </Section>
      <Section title={t`2. Welke rol, en hoe ver`}>
        <div className={classes.form}>
          <NativeSelect
            label={t`Rol`}
            value={roleId}
            error={judged && !roleId ? t`Kies een rol.` : undefined}
            onChange={(event) => {
              const chosen = event.currentTarget.value
              change(() => setRoleId(chosen))
            }}
            data={[
              { value: '', label: t`Kies…` },
              ...(roles.data?.items ?? []).map((each) => ({ value: each.id, label: each.name })),
            ]}
          />
          {role && <RoleHint role={role} drafts={drafts} />}
          <Scopes
            drafts={drafts}
            judged={judged}
            problem={problem}
            onChange={(next) => change(() => setDrafts(next))}
          />
          <UntilField
            choice={period.until}
            day={period.untilDay}
            choiceError={judged && !period.until ? t`Kies tot wanneer.` : undefined}
            dayError={dayWrong ? t`Schrijf een dag, bijvoorbeeld vrijdag of 12-3.` : undefined}
            onChoice={(until) => change(() => setPeriod({ ...period, until }))}
            onDay={(untilDay) => change(() => setPeriod({ ...period, untilDay }))}
          />
          <Meaning role={role} drafts={drafts} />
          <div>
            <Button onClick={look} loading={preview.isPending}>
              <Trans>Bekijk wat dit doet</Trans>
            </Button>
          </div>
          {problem && <ProblemNote problem={problem} />}
        </div>
      </Section>
      {preview.data && asked && role && (
        <Commit key={JSON.stringify(asked)} preview={preview.data} request={asked} role={role} drafts={drafts} />
      )}
    </div>
  )
}

interface CommitProps {
  preview: BulkPreview
  request: BulkGrant
  role: Role
  drafts: readonly ScopeDraft[]
}

/** What was seen is what is given: to the people who are ticked, by name. */
function Commit({ preview, request, role, drafts }: CommitProps) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const attempt = useAttempt()
  const refused = new Set(preview.items.filter((line) => line.outcome === 'refused').map((line) => line.person.id))
  const gaining = new Set(preview.items.filter((line) => line.outcome === 'give').map((line) => line.person.id))
  const [left, setLeft] = useState<ReadonlySet<string>>(refused)
  const chosen = [...gaining].filter((id) => !left.has(id))
  const { roleId, scopes, from, until } = request
  const content = { people: chosen, roleId, scopes, ...(from ? { from } : {}), ...(until ? { until } : {}) }
  const look = useSecondLook(effectOfBulk(content), chosen.length > 0)
  const give = useMutation({
    mutationFn: () => {
      return create<BulkResult>('/grants/bulk', { id: attempt.idFor(content), ...content }, { timeout: 120_000 })
    },
    onSuccess: () => {
      attempt.done()
      void queries.invalidateQueries({ queryKey: ['grants'] })
    },
  })
  const many = chosen.length
  if (give.data) {
    const { batchId, items } = give.data
    const count = items.length
    return (
      <Note kind="done">
        <p role="status">
          <Trans>
            Klaar: {count} keer ‘{role.name}’ gegeven, aan {many} medewerkers. Het werkt meteen.
          </Trans>
        </p>
        <p>
          <Link className={classes.link} to={`/medewerkers/samen/${batchId}`}>
            <Trans>Bekijk het geheel, of trek het weer in</Trans>
          </Link>
        </p>
      </Note>
    )
  }
  return (
    <Section title={t`3. Kijk na en geef`}>
      <BulkPreviewTable preview={preview} drafts={drafts} left={left} fixed={refused} onLeft={setLeft} />
      {many > 0 && !give.isPending && <SecondLook look={look} />}
      {give.error ? <ProblemNote problem={asProblem(give.error)}>{<Refusals error={give.error} />}</ProblemNote> : null}
      <Button
        mt="md"
        disabled={many === 0}
        loading={give.isPending || look.busy}
        onClick={() => void look.mayGoOn().then((may) => may && give.mutate())}
      >
        <Plural value={many} one="Geef aan # medewerker" other="Geef aan # medewerkers" />
      </Button>
      {give.isPending && (
        <p role="status" className={classes.soft}>
          <Trans>Bezig met {many} medewerkers. Dit gaat in één keer; sluit de pagina nog niet.</Trans>
        </p>
      )}
    </Section>
  )
}

/** Who of them cannot, where something changed since the preview. */
function Refusals({ error }: { error: unknown }) {
  const { fields } = asProblem(error)
  return (
    <ul>
      {fields.map((field) => (
        <li key={field.path}>{serverText(field.message)}</li>
      ))}
    </ul>
  )
}
