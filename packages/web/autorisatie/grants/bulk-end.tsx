import type { BulkWithdrawal, BulkWithdrawalPreview, Grant } from '@hoede/contract'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../ui/api/client.ts'
import { ApiProblem, asProblem } from '../../ui/api/problem.ts'
import { problemTitle } from '../../ui/i18n/vocabulary.ts'
import { type Column, DataTable } from '../../ui/parts/data-table.tsx'
import { Note } from '../../ui/parts/note.tsx'
import { Section } from '../../ui/parts/page.tsx'
import { ProblemNote } from '../../ui/parts/problem-note.tsx'
import { untilInWords } from '../parts/days.ts'
import classes from '../parts/parts.module.css'
import { useRoles } from '../queries.ts'
import { effectOfBulkEnd } from '../what-if/queries.ts'
import { SecondLook, useSecondLook } from '../what-if/second-look.tsx'
import { emptyWhom, isNobody, type Whom, WhomFields, whomOf } from './bulk-whom.tsx'
import grantClasses from './grants.module.css'
import { previewWithdrawal } from './queries.ts'
import { Day, Reach } from './reach.tsx'

/** Ends one role of many people. */
export function BulkEnd() {
  const { t } = useLingui()
  const roles = useRoles()
  const [whom, setWhom] = useState<Whom>(emptyWhom)
  const [roleId, setRoleId] = useState('')
  const [judged, setJudged] = useState(false)
  const [asked, setAsked] = useState<BulkWithdrawal>()
  const preview = useMutation({ mutationFn: previewWithdrawal })
  const change = (act: () => void) => {
    act()
    preview.reset()
  }
  const look = () => {
    setJudged(true)
    if (isNobody(whom) || !roleId) return
    const request = { ...whomOf(whom), roleId }
    setAsked(request)
    preview.mutate(request)
  }
  return (
    <div className={grantClasses.steps}>
      <Section title={t`1. Wie`}>
        <WhomFields
          whom={whom}
          error={judged && isNobody(whom) ? t`Kies medewerkers, een locatie of team, of een functie.` : undefined}
          onChange={(chosen) => change(() => setWhom(chosen))}
        />
      </Section>
      <Section title={t`2. Welke rol`}>
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
          <div>
            <Button onClick={look} loading={preview.isPending}>
              <Trans>Bekijk wat dit doet</Trans>
            </Button>
          </div>
          {preview.error && <ProblemNote problem={asProblem(preview.error)} />}
        </div>
      </Section>
      {preview.data && asked && (
        <Section title={t`3. Kijk na en beëindig`}>
          <EndTogether preview={preview.data} request={asked} />
        </Section>
      )}
    </div>
  )
}

type Item = BulkWithdrawalPreview['items'][number]

/** Which grants would end, and the button that ends them all. */
export function EndTogether({ preview, request }: { preview: BulkWithdrawalPreview; request: BulkWithdrawal }) {
  const { t } = useLingui()
  const queries = useQueryClient()
  const end = useMutation({
    mutationFn: () => post<{ items: Grant[] }>('/grants/bulk-withdraw', request, { timeout: 120_000 }),
    onSuccess: () => void queries.invalidateQueries({ queryKey: ['grants'] }),
  })
  const { totals } = preview
  const look = useSecondLook(effectOfBulkEnd(request), totals.end > 0 && totals.refused === 0 && !end.data)
  const count = totals.end
  if (end.data) {
    return (
      <Note kind="done">
        <p role="status">
          <Trans>Klaar: {count} rollen beëindigd. De toegang is meteen gestopt.</Trans>
        </p>
      </Note>
    )
  }
  const columns: Column<Item>[] = [
    { key: 'person', head: t`Medewerker`, names: true, cell: ({ grant }) => grant.person.name },
    { key: 'role', head: t`Rol`, cell: ({ grant }) => grant.role.name },
    { key: 'reach', head: t`Bereik`, cell: ({ grant }) => <Reach grant={grant} /> },
    {
      key: 'until',
      head: t`Tot`,
      cell: ({ grant }) => <Day text={grant.until ? untilInWords(grant.until) : t`geen einde`} />,
    },
    {
      key: 'effect',
      head: t`Wat er gebeurt`,
      cell: ({ code, reason }) =>
        code ? problemTitle(new ApiProblem({ code, title: reason ?? '' })) : <Trans>eindigt meteen</Trans>,
    },
  ]
  if (preview.items.length === 0) {
    return (
      <p className={classes.soft}>
        <Trans>Niemand van hen heeft deze rol nu. Wat een functie of groep meebrengt, eindigt bij die regel.</Trans>
      </p>
    )
  }
  return (
    <>
      <DataTable
        caption={t`Rollen die eindigen`}
        columns={columns}
        rows={preview.items}
        rowKey={({ grant }) => grant.id}
      />
      {totals.refused > 0 && (
        <Note kind="look">
          <p>
            <Trans>Niet alles ligt binnen jouw bereik, dus zo gaat het niet door. Kies anders wie.</Trans>
          </p>
        </Note>
      )}
      {totals.refused === 0 && !end.isPending && <SecondLook look={look} />}
      {end.error && <ProblemNote problem={asProblem(end.error)} />}
      <Button
        mt="md"
        color="danger"
        disabled={totals.refused > 0}
        loading={end.isPending || look.busy}
        onClick={() => void look.mayGoOn().then((may) => may && end.mutate())}
      >
        <Plural value={count} one="Beëindig # rol" other="Beëindig # rollen" />
      </Button>
    </>
  )
}
