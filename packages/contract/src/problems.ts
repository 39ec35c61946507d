/**
 * Every way in which a request can fail (RFC 9457): a stable code, the HTTP status, and what a person reads. The detail may add
 * which value was wrong; it never says more about somebody's data than the asker may know.
 */
export const problems = {
  'not-json': { status: 400, title: 'Dit verzoek is geen geldige JSON.' },
  'invalid-input': { status: 400, title: 'Niet alles is goed ingevuld.' },
  'invalid-text': { status: 400, title: 'Er staat een teken in de tekst dat niet bewaard kan worden.' },
  'invalid-cursor': { status: 400, title: 'Deze bladzijde bestaat niet meer. Begin opnieuw bovenaan de lijst.' },
  'too-large': { status: 413, title: 'Dit is te lang. Kort het in, of verdeel het over meer dan één keer.' },
  'wrong-origin': { status: 403, title: 'Dit verzoek kwam niet van de eigen pagina en is geweigerd.' },
  'sign-in-failed': { status: 401, title: 'De gebruikersnaam of het wachtwoord klopt niet.' },
  'wrong-code': {
    status: 401,
    title: 'Je code klopt niet of is al gebruikt. Wacht op de volgende code en probeer het nog eens.',
  },
  'sign-in-blocked': {
    status: 429,
    title:
      'Er is te vaak een verkeerd wachtwoord of een verkeerde code ingevuld. Wacht even en probeer het dan opnieuw.',
  },
  'no-session': { status: 401, title: 'Je bent niet (meer) aangemeld. Meld je opnieuw aan.' },
  'proof-needed': { status: 403, title: 'Laat voor deze wijziging eerst zien dat jij het bent.' },
  'session-moved': {
    status: 401,
    title: 'Je werkt nu vanaf een andere plek dan waar je begon. Bevestig eerst dat jij het bent.',
  },
  'wrong-step': {
    status: 409,
    title: 'Deze stap van het aanmelden is nu niet aan de beurt. Begin opnieuw met aanmelden.',
  },
  'invitation-invalid': {
    status: 410,
    title: 'Deze uitnodiging is verlopen of al gebruikt. Vraag je applicatiebeheerder om een nieuwe.',
  },
  'password-too-common': {
    status: 422,
    title: 'Dit wachtwoord wordt te vaak gebruikt en is makkelijk te raden. Kies een ander.',
  },
  'password-too-short': {
    status: 422,
    title: 'Dit wachtwoord is te kort. Gebruik bijvoorbeeld een paar losse woorden.',
  },
  'password-breached': {
    status: 422,
    title: 'Dit wachtwoord staat in een lijst van gestolen wachtwoorden. Kies een ander.',
  },
  'factor-not-allowed': {
    status: 403,
    title: 'Deze manier van aanmelden staat voor jou niet aan. Kies een andere.',
  },
  'way-not-allowed': {
    status: 403,
    title: 'Zo aanmelden staat hier niet aan. Kies een andere manier van aanmelden.',
  },
  'phone-not-usable': { status: 422, title: 'Dit telefoonnummer kan geen codes krijgen.' },
  'code-too-soon': {
    status: 429,
    title: 'Er is net een code gestuurd. Wacht even voordat je een nieuwe vraagt.',
  },
  'code-expired': {
    status: 401,
    title: 'Deze code werkt niet meer: hij is verlopen, al gebruikt of te vaak verkeerd ingevuld. Vraag een nieuwe.',
  },
  'passkey-refused': {
    status: 401,
    title: 'Het lukte niet met deze passkey. Probeer het nog eens, of kies een andere manier.',
  },
  'passkey-counter': {
    status: 401,
    title:
      'Deze passkey is geweigerd: misschien is hij gekopieerd. Kies een andere manier en vertel het je applicatiebeheerder.',
  },
  'last-factor': {
    status: 409,
    title: 'Dit is je laatste tweede stap. Voeg eerst een andere toe, dan kun je deze verwijderen.',
  },
  'too-many-factors': { status: 422, title: 'Je hebt al twintig tweede stappen. Verwijder er eerst een.' },
  'address-not-allowed': {
    status: 403,
    title: 'Aanmelden kan alleen vanaf een netwerk van je organisatie. Je zit nu op een ander netwerk.',
  },
  'reset-invalid': {
    status: 401,
    title: 'De gebruikersnaam of de code uit de brief klopt niet, of de brief is verlopen.',
  },
  'reset-closed': { status: 409, title: 'Dit herstel is al afgehandeld, ingetrokken of verlopen.' },
  'not-shared-computer': {
    status: 409,
    title: 'Dit kan alleen op een gedeelde computer, nadat je je daar volledig hebt aangemeld.',
  },
  'pin-too-simple': {
    status: 422,
    title: 'Deze korte code is te makkelijk te raden. Kies geen rijtje, herhaling, datum of geboortejaar.',
  },
  'pin-wrong': { status: 401, title: 'Je korte code klopt niet.' },
  'reentry-ended': {
    status: 401,
    title: 'Je korte code werkt hier niet (meer). Meld je aan zoals je dat anders doet, en kies dan een nieuwe.',
  },
  'password-wrong': { status: 422, title: 'Je huidige wachtwoord klopt niet.' },
  'not-allowed': {
    status: 403,
    title: 'Je hebt hier geen recht op. Vraag het aan je teamleider of applicatiebeheerder.',
  },
  'not-sealed': {
    status: 409,
    title: 'Dit is nog niet verzegeld. Dat gebeurt binnen een paar tellen; probeer het dan opnieuw.',
  },
  'not-found': { status: 404, title: 'Dit bestaat niet, of niet voor jou.' },
  'unknown-host': { status: 404, title: 'Op dit adres is geen omgeving van Hoede.' },
  'too-many-watching': {
    status: 429,
    title: 'Er kijken al tien mensen mee in de logging. Probeer het over een minuut opnieuw.',
  },
  'too-many-requests': { status: 429, title: 'Er komen te veel verzoeken tegelijk van dit adres. Wacht even.' },
  conflict: {
    status: 409,
    title:
      'Iemand anders heeft dit intussen gewijzigd. Je tekst is bewaard; bekijk de nieuwe versie en probeer het opnieuw.',
  },
  'key-reused': { status: 422, title: 'Dit verzoek is al eerder gedaan met een andere inhoud.' },
  'already-exists': { status: 409, title: 'Dit bestaat al.' },
  'bsn-invalid': { status: 422, title: 'Dit BSN klopt niet. Controleer de negen cijfers.' },
  'bsn-exists': { status: 409, title: 'Er is al een cliënt met dit BSN.' },
  'date-in-future': { status: 422, title: 'Deze datum ligt in de toekomst.' },
  'value-impossible': { status: 422, title: 'Deze waarde kan niet. Controleer de meting.' },
  'empty-report': { status: 422, title: 'Schrijf eerst iets op.' },
  'reason-missing': { status: 422, title: 'Geef een reden voor de verbetering.' },
  'not-own-report': { status: 403, title: 'Alleen wie de rapportage schreef kan haar verbeteren, of je teamleider.' },
  'confirm-own': {
    status: 403,
    title: 'Hier is een tweede collega voor nodig: niet wie deze rol gaf, en niet wie hem heeft.',
  },
  'confirm-unconfirmed': {
    status: 403,
    title: 'Je eigen recht om goed te keuren is nog niet door een tweede collega bevestigd. Vraag dat eerst.',
  },
  'role-critical': {
    status: 409,
    title:
      'Dit recht kan niet worden toegevoegd aan een rol die al iemand heeft. Maak er een nieuwe rol voor en geef die; een tweede collega keurt dat goed.',
  },
  'role-needs-second': {
    status: 409,
    title:
      'Hier keurt een tweede collega wijzigingen van rollen in gebruik goed. Leg de wijziging voor aan een collega; er is nog niets gewijzigd.',
  },
  'proposal-decided': { status: 409, title: 'Over dit voorstel is al beslist.' },
  'duty-conflict': {
    status: 409,
    title:
      'Dit gaat niet samen met een recht dat deze medewerker of deze rol al heeft. Eén persoon mag die twee rechten niet allebei hebben.',
  },
  'duty-same': { status: 422, title: 'Kies twee verschillende rechten.' },
  'reset-unconfirmed': {
    status: 403,
    title:
      'Je recht om medewerkers te beheren is nog niet door een tweede collega bevestigd. Daarom kun je dit niet vragen of goedkeuren.',
  },
  'grant-to-self': { status: 403, title: 'Je kunt jezelf geen rol geven.' },
  'grant-beyond-reach': {
    status: 403,
    title: 'Dit bereik is groter dan het jouwe. Vraag iemand met een groter bereik.',
  },
  'grant-ended': { status: 409, title: 'Deze rol is al beëindigd.' },
  'period-invalid': { status: 422, title: 'Het einde moet na het begin liggen, en niet in het verleden.' },
  'period-too-long': {
    status: 422,
    title: 'Kies een periode van hoogstens 31 dagen, of kies er een cliënt of medewerker bij.',
  },
  'too-many-rows': { status: 422, title: 'Dit zijn te veel regels voor één bestand. Kies een kortere periode.' },
  'person-left': { status: 422, title: 'Deze medewerker is (dan) uit dienst.' },
  'review-deadline': { status: 422, title: 'Kies een einddatum in de toekomst, hoogstens een jaar vooruit.' },
  'review-empty': { status: 422, title: 'Er is niemand om te controleren. Kies andere locaties, rollen of functies.' },
  'review-reviewers': {
    status: 422,
    title:
      'Deze controle kan zo niet beginnen: iemand heeft geen controleur, of twee mensen zouden elkaar controleren.',
  },
  'review-self': { status: 403, title: 'Niemand controleert zijn eigen rollen. Kies een andere controleur.' },
  'review-not-yours': { status: 403, title: 'Dit is niet (meer) aan jou om te controleren.' },
  'review-closed': { status: 409, title: 'Deze controle is gesloten. Er kan niets meer aan veranderen.' },
  'review-executed': {
    status: 409,
    title: 'Deze rol is al beëindigd. Is dat een vergissing? Laat de rol dan opnieuw geven.',
  },
  'review-words': { status: 422, title: 'Schrijf op wat er moet veranderen.' },
  'review-by-rule': {
    status: 422,
    title:
      'Een van deze rollen volgt uit een functie of groep en komt vanzelf terug. Kies ‘wijzigen’ en schrijf op wat er moet veranderen.',
  },
  'not-left': { status: 409, title: 'Deze medewerker is niet uit dienst.' },
  'not-member': { status: 422, title: 'Deze medewerker werkt (dan) niet in dat team.' },
  'move-nowhere': { status: 422, title: 'Het nieuwe team is een van de teams die de medewerker verlaat.' },
  'move-grant': {
    status: 422,
    title: 'Een van deze rollen hoort niet bij het oude team, of volgt uit een functie of groep en eindigt daarmee.',
  },
  'move-relation': {
    status: 422,
    title: 'Een van deze zorgrelaties hoort niet bij het oude team. Kies bij overdragen ook een collega.',
  },
  'role-unknown': { status: 422, title: 'Deze rol bestaat niet.' },
  'role-model-wrong': {
    status: 422,
    title: 'Dit bestand kan niet worden ingelezen. Verbeter wat hieronder staat; er is niets veranderd.',
  },
  'permission-unknown': { status: 422, title: 'Dit recht bestaat niet.' },
  'last-manager': { status: 409, title: 'Dan kan niemand meer rollen geven. Geef eerst iemand anders dit recht.' },
  'user-name-taken': { status: 409, title: 'Deze gebruikersnaam bestaat al. Kies een andere.' },
  'unit-in-use': {
    status: 409,
    title: 'Hier zijn nog cliënten, medewerkers of teams. Verplaats die eerst, dan kan dit gesloten worden.',
  },
  'unit-unknown': { status: 422, title: 'Deze locatie of dit team bestaat niet of is gesloten.' },
  'limit-for-self': { status: 403, title: 'Dit kun je niet voor jezelf regelen. Vraag een collega.' },
  'closure-needs-people': {
    status: 422,
    title: 'Een afgesloten dossier noemt altijd minstens één medewerker, en nooit alleen jezelf.',
  },
  'limit-ended': { status: 409, title: 'Dit is al beëindigd, of zou dan eerder eindigen dan het begon.' },
  'relation-exclusive': {
    status: 409,
    title: 'Van deze zorgrelatie kan een cliënt er maar één tegelijk hebben, en iemand anders heeft haar al.',
  },
  'kind-unknown': { status: 422, title: 'Deze soort zorgrelatie bestaat niet (meer).' },
  'contact-unknown': { status: 422, title: 'Deze contactpersoon staat niet (meer) bij deze cliënt.' },
  'emergency-not-possible': {
    status: 403,
    title:
      'Noodtoegang is hier niet mogelijk. Bel de teamleider of de dienstdoende collega van het team van de cliënt.',
  },
  'emergency-needless': {
    status: 409,
    title: 'Je hebt al toegang tot dit dossier. Open het gewoon, zonder noodtoegang.',
  },
  'emergency-running': { status: 409, title: 'Je noodtoegang hiervoor loopt al.' },
  'emergency-limit': {
    status: 409,
    title: 'Je hebt vandaag het hoogste aantal keren noodtoegang gebruikt. Bel je teamleider.',
  },
  'emergency-too-many-tries': {
    status: 429,
    title: 'Je hebt te vaak achter elkaar gezocht. Wacht even, of bel het team van de cliënt.',
  },
  'emergency-still-running': {
    status: 409,
    title: 'Deze noodtoegang loopt nog. Beëindig haar eerst, of wacht tot zij voorbij is.',
  },
  'emergency-ended': { status: 409, title: 'Deze noodtoegang is al voorbij.' },
  'emergency-judged': { status: 409, title: 'Deze noodtoegang is al beoordeeld.' },
  'emergency-own': { status: 403, title: 'Je eigen noodtoegang beoordeelt iemand anders.' },
  'roster-file': { status: 422, title: 'Dit roosterbestand kan niet worden ingelezen. Er is niets gewijzigd.' },
  'shift-cancelled': { status: 409, title: 'Deze dienst is al vervallen.' },
  'bulk-too-many': { status: 422, title: 'Kies hoogstens 500 medewerkers tegelijk.' },
  'bulk-refused': { status: 422, title: 'Niet iedereen kan dit krijgen of kwijtraken. Er is niets gewijzigd.' },
  'bulk-critical': {
    status: 422,
    title: 'Met deze rol kan iemand overal bij. Geef haar aan elke medewerker apart, op de eigen pagina.',
  },
  'rule-exists': { status: 409, title: 'Deze regel is er al.' },
  'rule-ended': { status: 409, title: 'Deze regel is al beëindigd.' },
  'group-unknown': { status: 422, title: 'Deze groep bestaat niet (meer).' },
  'people-file': { status: 422, title: 'Dit medewerkersbestand kan niet worden ingelezen. Er is niets gewijzigd.' },
  'sync-too-many': {
    status: 422,
    title: 'Er zouden meer medewerkers uit dienst gaan dan de instelling toelaat. Er is niets gewijzigd.',
  },
  'grant-without-factor': {
    status: 422,
    title:
      'Met deze rol erbij kan deze medewerker geen enkele tweede stap meer gebruiken. Pas eerst het aanmeldbeleid aan.',
  },
  'policy-refused': { status: 422, title: 'Dit aanmeldbeleid kan niet worden opgeslagen.' },
  'setting-out-of-bounds': { status: 422, title: 'Deze instelling valt buiten de grenzen.' },
  'code-limit': {
    status: 429,
    title: 'Er zijn vandaag te veel codes verstuurd. Gebruik een andere manier, of vraag je applicatiebeheerder.',
  },
  'no-gateway': {
    status: 422,
    title: 'Hoede kan hier nog geen berichten versturen. Kies een andere manier, of vraag je applicatiebeheerder.',
  },
  'provider-unavailable': {
    status: 502,
    title:
      'De aanmelddienst van je organisatie antwoordt niet goed. Probeer het zo weer, of meld je op een andere manier aan.',
  },
  'provider-refused': {
    status: 401,
    title: 'De aanmelddienst van je organisatie liet je niet door. Probeer het opnieuw, of kies een andere manier.',
  },
  'provider-answer-wrong': {
    status: 401,
    title: 'Het antwoord van de aanmelddienst klopte niet en is geweigerd. Begin opnieuw met aanmelden.',
  },
  'visit-ended': {
    status: 409,
    title: 'Deze aanmelding is verlopen, al gebruikt, of in een andere browser begonnen. Begin opnieuw met aanmelden.',
  },
  'identity-unknown': {
    status: 403,
    title:
      'Je account bij je organisatie is nog niet aan Hoede gekoppeld. Meld je op een andere manier aan en koppel het bij Account en beeld, of vraag je applicatiebeheerder.',
  },
  'identity-linked': { status: 409, title: 'Dit account is al gekoppeld aan een andere medewerker.' },
  'provider-no-proof': {
    status: 403,
    title: 'Hiermee is niet opnieuw bewezen dat jij het bent. Probeer het nog eens, of kies een andere manier.',
  },
  'provider-untested': {
    status: 409,
    title: 'Probeer deze aanbieder eerst in de proefbank. Pas na een geslaagde proef kan hij aan.',
  },
  'provider-settings': { status: 422, title: 'Met deze gegevens kan Hoede niet met de aanbieder praten.' },
  'only-way-in': {
    status: 409,
    title: 'Dan kan niemand zich meer aanmelden. Zet eerst een andere manier van aanmelden aan.',
  },
  'key-withdrawn': {
    status: 503,
    title:
      'Deze omgeving staat stil: de sleutel van de organisatie is ingetrokken. Er is niets weg. Vraag de sleutelbeheerder van je organisatie om de sleutel terug te geven; daarna werkt alles vanzelf weer.',
  },
  'key-destroyed': {
    status: 410,
    title:
      'Deze omgeving is gesloten: de sleutel van de organisatie is in haar opdracht vernietigd. Wat verzegeld was, kan niemand meer openen.',
  },
  'key-unreachable': {
    status: 503,
    title:
      'Deze omgeving staat stil: de sleutel van de organisatie is niet te bereiken. Er is niets weg. De beheerder van Hoede en van de sleutel kijken hiernaar; daarna werkt alles vanzelf weer.',
  },
  'backup-not-kept': {
    status: 409,
    title: 'Deze reservekopie is er niet of niet meer, dus zij kan niet worden vastgehouden.',
  },
  unavailable: {
    status: 503,
    title: 'Hoede is even niet bereikbaar. Wat je typte blijft bewaard. Probeer het zo weer.',
  },
  unexpected: { status: 500, title: 'Er ging iets mis aan onze kant. Er is niets gewijzigd. Probeer het nog eens.' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problems
