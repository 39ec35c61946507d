import type { Assessment, FactorClass, TrialResult } from '@hoede/contract'
import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { asProblem } from '../../../ui/api/problem.ts'
import { momentInWords } from '../../../ui/formats/dates.ts'
import { type Column, DataTable } from '../../../ui/parts/data-table.tsx'
import { Note } from '../../../ui/parts/note.tsx'
import { Page, Section } from '../../../ui/parts/page.tsx'
import { ProblemNote } from '../../../ui/parts/problem-note.tsx'
import { Answer } from '../../../ui/parts/states.tsx'
import { FromServer } from '../../../ui/text/from-server.tsx'
import parts from '../../parts/parts.module.css'
import { useTrial } from '../queries.ts'
import classes from '../sign-in.module.css'
import { useClassNames } from '../words.ts'
import { useTrialStart } from './bench.tsx'

/** What a trial on the sign-in bench showed. */
export default function TrialPage() {
  const { t } = useLingui()
  const { trialId = '' } = useParams()
  const trial = useTrial(trialId)
  return (
    <Page title={t`Uitkomst van de proef`}>
      <Answer query={trial}>{(result) => <Result result={result} />}</Answer>
    </Page>
  )
}

function Result({ result }: { result: TrialResult }) {
  const { t } = useLingui()
  const { provider, assessment, claims, linkedTo } = result
  const again = useTrialStart(provider.id)
  return (
    <>
      <p className={parts.lead}>
        <Link className={parts.link} to={`/aanmelden/aanbieders/${provider.id}`}>
          {provider.name}
        </Link>
        {', '}
        {momentInWords(result.at)}
      </p>
      <div className={classes.notes}>
        <Outcome result={result} />
      </div>
      {assessment && <Values assessment={assessment} />}
      {result.succeeded && (
        <Section title={t`Wie dit is bij Hoede`}>
          {linkedTo ? (
            <p className={parts.soft}>
              <Trans>
                Gekoppeld aan{' '}
                <Link className={parts.link} to={`/medewerkers/${linkedTo.id}`}>
                  {linkedTo.name}
                </Link>
                . Die komt zo binnen.
              </Trans>
            </p>
          ) : (
            <p className={parts.soft}>
              <Trans>
                Aan niemand gekoppeld. Zo iemand komt niet binnen. Een medewerker koppelt zelf bij Account en beeld, of
                jij doet het op de bladzijde van de medewerker. Neem dan de waarde van sub over.
              </Trans>
            </p>
          )}
        </Section>
      )}
      {claims.length > 0 && <Claims claims={claims} />}
      {again.error && <ProblemNote problem={asProblem(again.error)} />}
      <div className={`${parts.buttons} no-print`}>
        <Button loading={again.isPending || again.isSuccess} onClick={() => again.mutate()}>
          <Trans>Start nog een proef</Trans>
        </Button>
        <Button variant="default" component={Link} to={`/aanmelden/aanbieders/${provider.id}`}>
          <Trans>Naar de aanbieder</Trans>
        </Button>
      </div>
    </>
  )
}

function Outcome({ result: { failure, assessment } }: { result: TrialResult }) {
  if (failure || !assessment) {
    return (
      <Note kind="danger">
        <p>
          <strong>
            <Trans>De proef lukte niet.</Trans>
          </strong>
        </p>
        {failure && (
          <p>
            <FromServer>{failure}</FromServer>
          </p>
        )}
      </Note>
    )
  }
  return (
    <Note kind={assessment.twoFactors ? 'done' : 'look'}>
      <p>
        <strong>
          {assessment.twoFactors ? (
            <Trans>De tweede stap is gedaan bij de aanbieder. Hoede vraagt er niet nog een.</Trans>
          ) : (
            <Trans>Hoede vraagt na deze aanmelding zelf nog een tweede stap.</Trans>
          )}
        </strong>
      </p>
      {assessment.reasons.map((reason) => (
        <p key={reason}>
          <FromServer>{reason}</FromServer>
        </p>
      ))}
    </Note>
  )
}

type Value = Assessment['values'][number]

function Values({ assessment }: { assessment: Assessment }) {
  const { t } = useLingui()
  const meanings = useClassNames()
  const means = (meaning: FactorClass | null) => (meaning ? meanings[meaning] : t`bewijst hier niets`)
  const columns: Column<Value>[] = [
    { key: 'claim', head: t`Soort`, cell: ({ claim }) => <span className={classes.code}>{claim}</span> },
    { key: 'value', head: t`Waarde`, names: true, cell: ({ value }) => <span className={classes.code}>{value}</span> },
    { key: 'class', head: t`Telt als`, cell: (value) => means(value.class) },
  ]
  return (
    <Section title={t`Waarvoor elke waarde telde`}>
      {assessment.values.length === 0 ? (
        <p className={parts.soft}>
          <Trans>De aanbieder stuurde geen amr, acr of acrs mee. Dan is alleen zeker dat iemand één stap deed.</Trans>
        </p>
      ) : (
        <DataTable
          caption={t`Waarden die meetelden`}
          columns={columns}
          rows={assessment.values}
          rowKey={({ claim, value }) => `${claim} ${value}`}
        />
      )}
    </Section>
  )
}

function Claims({ claims }: Pick<TrialResult, 'claims'>) {
  const { t } = useLingui()
  const columns: Column<TrialResult['claims'][number]>[] = [
    { key: 'name', head: t`Naam`, names: true, cell: ({ name }) => <span className={classes.code}>{name}</span> },
    { key: 'value', head: t`Waarde`, cell: ({ value }) => <span className={classes.code}>{value}</span> },
  ]
  return (
    <Section title={t`Alles wat de aanbieder meestuurde`}>
      <DataTable caption={t`Gegevens van de aanbieder`} columns={columns} rows={claims} rowKey={({ name }) => name} />
    </Section>
  )
}
