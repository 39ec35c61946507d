/** Every event that can stand in the log, in words. A test holds the routes of all slices and what handlers write against it. */
export const events = {
  'sign-in': 'Aangemeld',
  'sign-in.failed': 'Aanmelden mislukt',
  'sign-out': 'Afgemeld',
  'client.list': 'Cliëntenlijst bekeken',
  'client.search': 'Cliënt gezocht',
  'client.register': 'Cliënt ingeschreven',
  'client.read': 'Dossier geopend',
  'client.change': 'Cliëntgegevens gewijzigd',
  'client.bsn': 'BSN bekeken',
  'client.history': 'Eerdere cliëntgegevens bekeken',
  'client.place': 'Cliënt geplaatst, verhuisd of uitgeschreven',
  'contact.add': 'Contactpersoon toegevoegd',
  'contact.change': 'Contactpersoon gewijzigd',
  'alert.add': 'Signalering toegevoegd',
  'alert.end': 'Signalering beëindigd',
  'report.list': 'Rapportages gelezen',
  'report.write': 'Rapportage geschreven',
  'report.correct': 'Rapportage verbeterd',
  'report.versions': 'Eerdere versies van een rapportage gelezen',
  'measurement.list': 'Metingen bekeken',
  'measurement.take': 'Meting ingevoerd',
  'measurement.correct': 'Meting verbeterd',
  'role.list': 'Rollen bekeken',
  'role.create': 'Rol gemaakt',
  'role.change': 'Rol gewijzigd',
  'grant.list': 'Autorisaties bekeken',
  'grant.give': 'Rol gegeven',
  'grant.withdraw': 'Rol ingetrokken',
  'setting.change': 'Instelling gewijzigd',
  'environment.created': 'Omgeving gemaakt',
  'log.read': 'Logging bekeken',
  'log.subjects': 'In de logging gezocht naar een cliënt of medewerker',
  'log.export': 'Logging geëxporteerd',
} as const satisfies Record<string, string>

/** An event in words; one that an older version wrote and this one does not know stays as it is. */
export const eventText = (event: string): string =>
  Object.hasOwn(events, event) ? events[event as keyof typeof events] : event

export const listEvents = () => ({ items: Object.entries(events).map(([event, text]) => ({ event, text })) })
