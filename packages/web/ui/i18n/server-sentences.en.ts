/**
 * Sentences that come from the server, in Dutch and in English; {} stands for what is filled in, in the same order. A test holds it
 * against the server's sources: a sentence that is not here fails it.
 */
export const serverSentences: readonly (readonly [dutch: string, english: string])[] = [
  ['{} is (dan) uit dienst.', '{} is no longer in service (by then).'],
  ['Kies een aantal van hoogstens {}.', 'Choose a number of at most {}.'],
  ['De logging heeft {} regels.', 'The log has {} rows.'],
  ['Vul een mailadres in.', 'Fill in a mail address.'],
  ['In het adres mag geen naam, wachtwoord of # staan.', 'No name, password or # may stand in the address.'],
  ['Alleen een getuige die meetekent, heeft een sleutel.', 'Only a witness that signs has a key.'],
  [
    'Dit is geen sleutel van een getuige. Vraag de getuige om de regel «naam+kenmerk+sleutel».',
    'This is no key of a witness. Ask the witness for the line “name+id+key”.',
  ],
  ['Een mail gaat hoogstens één keer in de {} minuten.', 'A mail goes at most once in {} minutes.'],
  ['Deze gebeurtenis hoort niet bij de gekozen soort.', 'This event is not of the chosen kind.'],
  ['Kies een medewerker, of alleen leverancier en systemen.', 'Choose an employee, or supplier and systems only.'],
  ['Kies een rol of een locatie.', 'Choose a role or a location.'],
  [
    'Wie deze rol gaf, is zelf nog niet door een tweede collega bevestigd. Begin daar.',
    'Whoever gave this role has not been confirmed by a second colleague. Begin there.',
  ],
  ['Kies een getal van {} tot en met {}.', 'Choose a number from {} through {}.'],
  ['Kies medewerkers, een locatie of team, of een functie.', 'Choose employees, a location or team, or a function.'],
  ['Kies een rol.', 'Choose a role.'],
  [
    'Je hebt deze rol zelf. Vraag een collega om er rechten aan toe te voegen.',
    'You hold this role yourself. Ask a colleague to add permissions to it.',
  ],
  ['Kies een locatie of team.', 'Choose a location or team.'],
  ['Een locatie of team hoort niet bij dit bereik.', 'A location or team does not belong with this scope.'],
  ['Vul een cliëntnummer in.', 'Fill in a client number.'],
  ['Een cliëntnummer hoort niet bij dit bereik.', 'A client number does not belong with this scope.'],
  ['Een soort zorgrelatie hoort alleen bij eigen cliënten.', 'A kind of care relation belongs with own clients only.'],
  [
    'Tijd voor en na een dienst hoort alleen bij het rooster.',
    'Time before and after a shift belongs with the roster only.',
  ],
  [
    'Van één cliënt kan geen locatie of team worden uitgezonderd.',
    'No location or team can be excepted of one client.',
  ],
  ['Van één cliënt kan geen andere cliënt worden uitgezonderd.', 'No other client can be excepted of one client.'],
  ['Hier staat iets dubbel.', 'Something stands here twice.'],
  [
    'Een van deze locaties of teams bestaat niet of is gesloten.',
    'One of these locations or teams does not exist or is closed.',
  ],
  ['Zo blijft er niets over van dit bereik.', 'That leaves nothing of this scope.'],
  ['Een uitzondering ligt binnen het bereik zelf.', 'An exception lies within the scope itself.'],
  ['Deze soort zorgrelatie bestaat niet (meer).', 'This kind of care relation does not exist (any more).'],
  ['Er is geen cliënt met dit nummer binnen jouw bereik.', 'There is no client with this number within your reach.'],
  ['Zonder cliënt of medewerker hoogstens {} dagen.', 'Without a client or an employee {} days at most.'],
  ['Kies een locatie of team binnen je bereik.', 'Choose a location or team within your reach.'],
  ['Deze datum ligt in de toekomst.', 'This date lies in the future.'],
  ['Vul elke titel één keer in, met een functie.', 'Fill in each title once, with a function.'],
  [
    'Deze regel is geen goede CSV: controleer de aanhalingstekens.',
    'This line is no proper CSV: check the quotation marks.',
  ],
  ['Een bestand heeft hoogstens {} medewerkers.', 'A file has {} employees at most.'],
  ['De gebruikersnaam {} staat ook op regel {}.', 'The user name {} stands on line {} too.'],
  ['De kolom «{}» kent Hoede niet.', 'Hoede does not know the column «{}».'],
  ['De kolom {} ontbreekt.', 'The column {} is missing.'],
  ['De kolom {} staat er twee keer.', 'The column {} is there twice.'],
  ['Deze regel heeft {} kolommen in plaats van {}.', 'This line has {} columns instead of {}.'],
  ['{} heeft meer dan {} tekens.', '{} has more than {} characters.'],
  ['{} heeft tekens die niet kunnen.', '{} has characters that cannot be.'],
  ['{} is geen datum: schrijf 2026-11-23 of 23-11-2026.', '{} is no date: write 2026-11-23 or 23-11-2026.'],
  ['Kies een functie of een groep.', 'Choose a function or a group.'],
  [
    'Je kunt jezelf niet met een bestand wijzigen. Haal deze regel eruit.',
    'You cannot change yourself by a file. Take this line out.',
  ],
  ['Er is geen open locatie of team met de naam «{}».', 'There is no open location or team with the name «{}».'],
  [
    'Er is meer dan één locatie of team met de naam «{}».',
    'There is more than one location or team with the name «{}».',
  ],
  [
    '{} van de {} medewerkers zouden uit dienst gaan ({}%, de grens is {}%).',
    '{} of the {} employees would leave ({}%, the limit is {}%).',
  ],
  ['Geef de sleutel een naam.', 'Give the key a name.'],
  ['Vul een naam in.', 'Fill in a name.'],
  // Questions to the log (audit-trail.ts, log-questions.ts).
  [
    'Zonder grond is er ook geen rol of noodtoegang.',
    'Without a ground there is no role and no emergency access either.',
  ],
  ['Kies de laatste dagen, of een eerste en een laatste dag.', 'Choose the last days, or a first and a last day.'],
  [
    'Je kunt hoogstens {} vragen bewaren. Verwijder er eerst een.',
    'You can keep at most {} questions. Remove one first.',
  ],
  ['Deze dag ligt voor de eerste.', 'This day is before the first one.'],
  ['Je hebt al een vraag met deze naam.', 'You already have a question with this name.'],
  // Receivers of the log (siem.ts).
  [
    'Vul alleen de naam of het IP-adres in, bijvoorbeeld siem.voorbeeld.nl.',
    'Fill in the name or the IP address only, for example siem.example.com.',
  ],
  [
    'Dit is geen certificaat. Plak de hele tekst, van -----BEGIN CERTIFICATE----- tot het eind.',
    'This is not a certificate. Paste the whole text, from -----BEGIN CERTIFICATE----- to the end.',
  ],
  ['Bij een sleutel hoort een certificaat.', 'A key needs a certificate.'],
  ['Bij een certificaat hoort een sleutel.', 'A certificate needs a key.'],
  [
    'Deze sleutel hoort niet bij het certificaat, of heeft een wachtwoord. Gebruik PEM zonder wachtwoord.',
    'This key does not belong to the certificate, or has a password. Use PEM without a password.',
  ],
  ['Er kunnen hoogstens {} ontvangers zijn.', 'There can be at most {} receivers.'],
  ['Functiescheiding: {}.', 'Conflict of duties: {}.'],
  ['Kies één cliënt of één afdeling.', 'Choose one client or one ward.'],
  ['Leg in minstens tien tekens uit waarom.', 'Explain why in at least ten characters.'],
  ['Leg je oordeel uit in minstens tien tekens.', 'Explain your judgement in at least ten characters.'],
  [
    'Vul één ding in: het cliëntnummer, het BSN, of de achternaam met geboortedatum.',
    'Fill in one thing: the client number, the BSN, or the family name with the date of birth.',
  ],
  ['Dit is geen BSN. Controleer de negen cijfers.', 'This is no BSN. Check the nine digits.'],
  ['Vul ook de geboortedatum in.', 'Fill in the date of birth as well.'],
  ['Vul de hele achternaam in.', 'Fill in the whole family name.'],
  ['Er is nog geen verklaring: niet alles is al beëindigd.', 'There is no statement yet: not everything has ended.'],
  [
    'Je kunt jezelf niet in dienst nemen. Vraag het aan een collega.',
    'You cannot take yourself into service. Ask a colleague.',
  ],
  ['Je kunt jezelf niet overplaatsen. Vraag het aan een collega.', 'You cannot move yourself. Ask a colleague.'],
  ['Dit nummer staat al bij je tweede stappen.', 'This number is among your second steps already.'],
  [
    'Dit is een vaste telefoon: die kan geen sms krijgen, wel een telefoontje.',
    'This is a landline: it cannot get a text message, but it can be called.',
  ],
  [
    'Dit is geen telefoonnummer dat wij kennen. Controleer de cijfers, en zet er bij een nummer uit het buitenland + en het landnummer voor.',
    'This is no telephone number that we know. Check the digits, and put + and the country code before a foreign number.',
  ],
  [
    'Dit is een betaalnummer. Gebruik een eigen mobiel of vast nummer.',
    'This is a premium number. Use a mobile number or landline of your own.',
  ],
  [
    'Dit is een servicenummer met gedeelde kosten. Gebruik een eigen mobiel of vast nummer.',
    'This is a shared-cost number. Use a mobile number or landline of your own.',
  ],
  [
    'Dit is een gratis servicenummer. Gebruik een eigen mobiel of vast nummer.',
    'This is a toll-free number. Use a mobile number or landline of your own.',
  ],
  [
    'Dit is een bedrijfsnummer (zoals 088). Gebruik een eigen mobiel of vast nummer.',
    'This is a company number (such as 088). Use a mobile number or landline of your own.',
  ],
  [
    'Dit is een nummer van een pieper. Gebruik een mobiel of vast nummer.',
    'This is the number of a pager. Use a mobile number or landline.',
  ],
  [
    'Dit is een nummer van een voicemail. Gebruik een mobiel of vast nummer.',
    'This is the number of a voice mail. Use a mobile number or landline.',
  ],
  [
    'Dit nummer schakelt door naar andere nummers. Gebruik het mobiele of vaste nummer zelf.',
    'This number forwards to other numbers. Use the mobile number or landline itself.',
  ],
  [
    'Dit is een nummer voor bellen via internet (zoals 085). Daarop kan iemand anders meeluisteren. Gebruik een mobiel of vast nummer.',
    'This is a number for calls over the internet (such as 085). Somebody else can listen in on it. Use a mobile number or landline.',
  ],
  [
    'Een nummer dat bij geen land hoort kunnen we niet gebruiken.',
    'We cannot use a number that belongs to no country.',
  ],
  ['Kies minstens één functie.', 'Choose at least one function.'],
  ['{} is één getal.', '{} is one number.'],
  ['Vul ook de {} in.', 'Fill in the {} as well.'],
  ['De {} is lager dan de bovendruk.', 'The {} is lower than the systolic pressure.'],
  ['{} ligt tussen {} en {} {}.', '{} lies between {} and {} {}.'],
  [
    'Je kunt je eigen teams niet wijzigen. Vraag het aan een collega.',
    'You cannot change your own teams. Ask a colleague.',
  ],
  ['Deze medewerker werkt in die tijd al in dit team.', 'This employee works in this team in that time already.'],
  [
    'Je kunt jezelf niet uit dienst melden. Vraag het aan een collega.',
    'You cannot sign yourself off. Ask a colleague.',
  ],
  ['Deze medewerker is al uit dienst.', 'This employee has left already.'],
  ['Je eigen wachtwoord wijzig je bij je account.', 'You change your own password at your account.'],
  ['Een team kan geen locaties of teams onder zich hebben.', 'A team cannot have locations or teams below it.'],
  ['Open eerst {}.', 'Open {} first.'],
  ['Hier staat een teken dat niet kan worden bewaard.', 'Here is a character that cannot be stored.'],
  [
    'Hier ontbreekt een veld: nodig zijn hoede, version en roles, en bij elke rol key, name, description en permissions.',
    'A field is missing here: needed are hoede, version and roles, and of each role key, name, description and permissions.',
  ],
  ['Dit veld hoort hier niet.', 'This field does not belong here.'],
  ['Deze tekst is te lang.', 'This text is too long.'],
  [
    'Alleen kleine letters, cijfers en streepjes, en een letter voorop.',
    'Lower-case letters, digits and hyphens only, and a letter in front.',
  ],
  ['Dit is geen YAML of JSON.', 'This is no YAML or JSON.'],
  ['Deze waarde kan hier niet.', 'This value cannot be here.'],
  ['Deze rol staat twee keer in het bestand.', 'This role is in the file twice.'],
  ['Dit recht bestaat niet: {}.', 'This permission does not exist: {}.'],
  ['Deze rol is van Hoede zelf.', 'This role is Hoede’s own.'],
  [
    'Iemand heeft deze rol al; daarom kan dit recht er niet bij: {}. Maak er een nieuwe rol voor.',
    'Somebody holds this role already; that is why this permission cannot be added: {}. Make a new role for it.',
  ],
  ['Het bestand is leeg.', 'The file is empty.'],
  ['Deze kolommen ontbreken: {}.', 'These columns are missing: {}.'],
  ['Een bestand heeft hoogstens {} diensten.', 'A file has {} shifts at most.'],
  ['De aanhalingstekens in dit bestand kloppen niet.', 'The quotation marks in this file are not right.'],
  ['Dit nummer staat eerder in het bestand ook al.', 'This number is earlier in the file already.'],
  ['Het nummer (external_id) ontbreekt.', 'The number (external_id) is missing.'],
  ['Het nummer (external_id) is langer dan 100 tekens.', 'The number (external_id) is longer than 100 characters.'],
  ['Er is geen medewerker met de gebruikersnaam ‘{}’.', 'There is no employee with the user name ‘{}’.'],
  ['Er is geen locatie of team ‘{}’.', 'There is no location or team ‘{}’.'],
  [
    'Er is meer dan één locatie of team ‘{}’. Gebruik het kenmerk (uuid).',
    'There is more than one location or team ‘{}’. Use the identifier (uuid).',
  ],
  [
    'Het begin ‘{}’ is geen tijd. Schrijf bijvoorbeeld 2026-11-23 07:00.',
    'The beginning ‘{}’ is no time. Write for example 2026-11-23 07:00.',
  ],
  [
    'Het einde ‘{}’ is geen tijd. Schrijf bijvoorbeeld 2026-11-23 15:30.',
    'The end ‘{}’ is no time. Write for example 2026-11-23 15:30.',
  ],
  [
    'Je plant jezelf niet. Laat een collega deze dienst invoeren.',
    'You do not plan yourself. Have a colleague enter this shift.',
  ],
  ['Het einde ligt niet na het begin.', 'The end does not lie after the beginning.'],
  ['Een dienst duurt hoogstens 36 uur.', 'A shift lasts 36 hours at most.'],
  ['Deze dienst begon langer dan een maand geleden.', 'This shift began more than a month ago.'],
  ['Deze medewerker is dan niet in dienst.', 'This employee is not in service then.'],
  ['Deze computer is al een gedeelde computer: {}.', 'This computer is a shared computer already: {}.'],
  ['Deze computer was al ingetrokken.', 'This computer had been withdrawn already.'],
  ['Je kunt het nog één keer proberen.', 'You can try once more.'],
  ['Je kunt het nog {} keer proberen.', 'You can try {} more times.'],
  ['Je bent nog niet in dienst.', 'You are not in service yet.'],
  ['Gebruik minstens {} tekens.', 'Use at least {} characters.'],
  ['{} is een getal van {} tot en met {}.', '{} is a number from {} through {}.'],
  [
    'Laat voor iedereen minstens één manier aan voor de tweede stap. Het codeblad alleen is niet genoeg.',
    'Leave at least one way on for everybody’s second step. The code sheet alone is not enough.',
  ],
  ['De rol {} bestaat niet.', 'The role {} does not exist.'],
  [
    'Voor de rol {} blijft geen manier over voor de tweede stap, behalve het codeblad.',
    'For the role {} no way is left for the second step, except the code sheet.',
  ],
  [
    'Voor {} {} met de rollen {} samen blijft geen manier over voor de tweede stap, behalve het codeblad.',
    'For {} {} with the roles {} together no way is left for the second step, except the code sheet.',
  ],
  ['Laat minstens één manier van aanmelden aan.', 'Leave at least one way of signing in on.'],
  [
    'Er staat geen single sign-on aan. Dan kan niemand zich nog aanmelden.',
    'No single sign-on is on. Then nobody could sign in any more.',
  ],
  [
    'Het wachtwoord kan pas uit als minstens één beheerder zich in de laatste {} dagen volledig heeft aangemeld op een manier die aan blijft. Een beheerder is iemand die instellingen mag wijzigen en rollen mag geven. Meld je eerst zelf zo aan, en zet het wachtwoord daarna uit.',
    'The password can be switched off only when at least one manager signed in completely in the last {} days in a way that stays on. A manager is somebody who may change settings and give roles. First sign in that way yourself, and switch the password off after it.',
  ],
  [
    'Je zou jezelf buitensluiten: je hebt zelf nog geen manier om je zonder wachtwoord aan te melden.',
    'You would lock yourself out: you have no way yet to sign in without a password.',
  ],
  [
    '«{}» is geen netwerk. Schrijf het als 192.0.2.0/24 of 2001:db8::/32.',
    '«{}» is no network. Write it as 192.0.2.0/24 or 2001:db8::/32.',
  ],
  [
    '«{}» is een adres in een netwerk. Vul het begin van het netwerk in, zoals 192.0.2.0/24.',
    '«{}» is an address in a network. Fill in the beginning of the network, such as 192.0.2.0/24.',
  ],
  ['Het netwerk {} staat er twee keer in.', 'The network {} is in it twice.'],
  ['Geef het netwerk {} een naam.', 'Give the network {} a name.'],
  [
    'Je zou jezelf buitensluiten: je eigen adres ({}) valt buiten deze netwerken.',
    'You would lock yourself out: your own address ({}) lies outside these networks.',
  ],
  [
    'De norm ASVS (6.6.1) vraagt ook een sterkere manier aan te bieden, zoals een authenticator-app of een passkey.',
    'The standard ASVS (6.6.1) asks to offer a stronger way too, such as an authenticator app or a passkey.',
  ],
  [
    'Er is nog niets ingesteld waarmee Hoede {} kan versturen.',
    'Nothing has been set up yet with which Hoede can send {}.',
  ],
  [
    'Zonder codeblad kan iemand die zijn telefoon kwijt is alleen weer naar binnen met een herstel door twee collega’s.',
    'Without a code sheet somebody who lost their telephone can only come in again by a reset of two colleagues.',
  ],
  [
    'Er staat geen single sign-on aan. Die manier is dus nog niet te gebruiken.',
    'No single sign-on is on. So that way cannot be used yet.',
  ],
  [
    '{} zonder wachtwoord nog geen manier om zich aan te melden. Koppel hen eerst, of laat hen een passkey maken.',
    '{} no way yet to sign in without a password. Link them first, or have them make a passkey.',
  ],
  [
    'Je kunt dit niet voor jezelf vragen. Vraag het aan een collega.',
    'You cannot ask this for yourself. Ask a colleague.',
  ],
  ['Er loopt al een herstel voor deze medewerker.', 'A reset is under way for this employee already.'],
  ['Hier is een tweede collega voor nodig.', 'This takes a second colleague.'],
  [
    'Je organisatie heeft bij het aanmelden niet laten weten dat er twee stappen waren.',
    'Your organisation did not let us know at the sign-in that there were two steps.',
  ],
  ['Er zijn {} sleutel(s) om handtekeningen mee te controleren.', 'There are {} key(s) to check signatures with.'],
  [
    'Er zijn geen bruikbare sleutels om handtekeningen mee te controleren (jwks_uri).',
    'There are no usable keys to check signatures with (jwks_uri).',
  ],
  [
    'Op {} staat niets. Klopt het adres van de aanbieder (issuer)?',
    'There is nothing at {}. Is the address of the provider (issuer) right?',
  ],
  [
    'Op {} staat iets anders dan de gegevens van een aanbieder.',
    'At {} is something else than the data of a provider.',
  ],
  [
    'De aanbieder noemt zichzelf anders dan «{}». Neem het adres (issuer) letterlijk over, ook de laatste /.',
    'The provider names itself otherwise than «{}». Copy the address (issuer) to the letter, the last / too.',
  ],
  ['De gegevens van de aanbieder zijn niet compleet.', 'The data of the provider are not complete.'],
  [
    'De aanbieder noemt adressen zonder https. Die gebruikt Hoede niet.',
    'The provider names addresses without https. Hoede does not use those.',
  ],
  [
    'Het certificaat van {} wordt niet vertrouwd. Is het van een eigen autoriteit, laat de beheerder van Hoede die dan instellen (HOEDE_EXTRA_CA).',
    'The certificate of {} is not trusted. If it is of an authority of your own, have Hoede’s operator set that up (HOEDE_EXTRA_CA).',
  ],
  ['{} antwoordt niet binnen acht seconden.', '{} does not answer within eight seconds.'],
  [
    '{} is niet te bereiken. Klopt het adres, en laat de firewall Hoede daarheen?',
    '{} cannot be reached. Is the address right, and does the firewall let Hoede there?',
  ],
  [
    'Dit adres leidt naar een deel van het netwerk waar Hoede nooit heen gaat.',
    'This address leads to a part of the network where Hoede never goes.',
  ],
  [
    'De aanbieder noemt zichzelf «{}», precies zoals hier staat.',
    'The provider names itself «{}», exactly as it stands here.',
  ],
  ['PKCE (S256) wordt ondersteund.', 'PKCE (S256) is supported.'],
  [
    'De aanbieder noemt PKCE (S256) niet. Hoede stuurt het altijd mee.',
    'The provider does not name PKCE (S256). Hoede always sends it along.',
  ],
  ['Handtekeningen die Hoede aanvaardt: {}.', 'Signatures that Hoede accepts: {}.'],
  [
    'De aanbieder biedt geen handtekening die Hoede aanvaardt ({}).',
    'The provider offers no signature that Hoede accepts ({}).',
  ],
  ['De aanbieder kent deze manier van bewijzen: {}.', 'The provider knows this way of proving: {}.'],
  ['De aanbieder noemt {} niet. Wel: {}.', 'The provider does not name {}. It does name: {}.'],
  [
    'Het verzoek gaat vooraf rechtstreeks naar de aanbieder (PAR).',
    'The request goes to the provider directly and beforehand (PAR).',
  ],
  [
    'De aanbieder biedt geen PAR. Het verzoek gaat via de browser.',
    'The provider offers no PAR. The request goes through the browser.',
  ],
  [
    'Het antwoord noemt de aanbieder (iss): verwisselen valt op.',
    'The answer names the provider (iss): a mix-up shows.',
  ],
  [
    'Het antwoord noemt de aanbieder niet (iss). Hoede controleert hem in het bewijs zelf.',
    'The answer does not name the provider (iss). Hoede checks it in the proof itself.',
  ],
  ['De aanbieder noemt de scope «{}» niet.', 'The provider does not name the scope «{}».'],
  [
    'Afmelden bij de aanbieder meldt hier ook af: {}. Vul daar het adres voor afmelden in.',
    'Signing out at the provider signs out here too: {}. Fill in the address for signing out there.',
  ],
  [
    'De aanbieder kan hier niet afmelden. Wie daar afmeldt, blijft hier aangemeld tot de sessie eindigt.',
    'The provider cannot sign out here. Whoever signs out there stays signed in here until the session ends.',
  ],
  ['De aanbieder noemt het niveau «{}» (acr) niet.', 'The provider does not name the level «{}» (acr).'],
  ['Vul het geheim (client secret) in.', 'Fill in the secret (client secret).'],
  [
    'Vul de geheime sleutel in (PEM, begint met BEGIN PRIVATE KEY).',
    'Fill in the private key (PEM, begins with BEGIN PRIVATE KEY).',
  ],
  [
    'De geheime sleutel is niet te lezen. Nodig is PEM (PKCS #8, zonder wachtwoord), RSA of EC P-256.',
    'The private key cannot be read. Needed is PEM (PKCS #8, without a password), RSA or EC P-256.',
  ],
  ['Vul het certificaat in (PEM).', 'Fill in the certificate (PEM).'],
  [
    'Het certificaat is niet te lezen, of hoort niet bij de geheime sleutel.',
    'The certificate cannot be read, or does not belong with the private key.',
  ],
  ['De aanmelddienst is nu niet te bereiken.', 'The sign-in service cannot be reached now.'],
  ['De aanmelddienst antwoordde niet op tijd.', 'The sign-in service did not answer in time.'],
  ['Je applicatiebeheerder kan dit oplossen.', 'Your application manager can solve this.'],
  [
    'Het aanmelden is daar afgebroken, of je organisatie geeft je geen toegang.',
    'The sign-in was broken off there, or your organisation gives you no access.',
  ],
  ['Je moet je bij je organisatie opnieuw aanmelden.', 'You must sign in at your organisation anew.'],
  ['Bij de aanmelddienst ging iets mis.', 'Something went wrong at the sign-in service.'],
  [
    'De code van de aanmelddienst was al gebruikt of verlopen.',
    'The code of the sign-in service had been used or had expired.',
  ],
  ['De aanmelddienst brak het aanmelden af.', 'The sign-in service broke the sign-in off.'],
  ['Het antwoord is met een onbekende sleutel ondertekend.', 'The answer is signed with an unknown key.'],
  ['Het bewijs van aanmelden klopt niet.', 'The proof of signing in is not right.'],
  [
    'De aanmelddienst gaf een antwoord dat niet te lezen is.',
    'The sign-in service gave an answer that cannot be read.',
  ],
  ['Het antwoord is geweigerd.', 'The answer was refused.'],
  [
    'Je eigen account koppel je bij Account en beeld, door je daar aan te melden.',
    'You link your own account at Account and display, by signing in there.',
  ],
  ['Zonder deze koppeling kun jij je niet meer aanmelden.', 'Without this link you could no longer sign in.'],
  ['Het bericht om af te melden klopt niet.', 'The message to sign out is not right.'],
  ['Dit verzoek klopt niet.', 'This request is not right.'],
  [
    'De aanmelddienst is niet goed ingesteld. Je applicatiebeheerder kan dit nakijken.',
    'The sign-in service is not set up well. Your application manager can look into this.',
  ],
  [
    'Dit is niet bij de aanbieder zelf nagegaan: controleer dit in de proefbank.',
    'This was not verified at the provider itself: check it in the sign-in bench.',
  ],
  [
    'Entra v2.0 stuurt standaard geen amr mee. Zonder meer ziet Hoede dus maar één stap, en vraagt dan zelf de tweede.',
    'Entra v2.0 sends no amr by default. So without more Hoede sees one step only, and then asks the second itself.',
  ],
  [
    'Dat er meervoudige verificatie nodig is, regelt Voorwaardelijke toegang bij Microsoft. Hoede kan het vragen, niet afdwingen.',
    'That multi-factor authentication is needed is arranged by Conditional Access at Microsoft. Hoede can ask it, not enforce it.',
  ],
  [
    'Laat c1 alleen als «twee» tellen als het beleid bij die context echt meervoudige verificatie eist.',
    'Let c1 count as «two» only if the policy of that context really demands multi-factor authentication.',
  ],
  [
    'Okta stuurt amr standaard mee, met meer waarden tegelijk: wachtwoord en Okta Verify geven bijvoorbeeld pwd, mfa en swk.',
    'Okta sends amr by default, with more values at once: a password and Okta Verify give pwd, mfa and swk for example.',
  ],
  [
    'Waarden verschillen per Okta-omgeving: er is een schakelaar «Use standard AMR value format». okta_verify is geen standaardwaarde.',
    'Values differ by Okta environment: there is a switch «Use standard AMR value format». okta_verify is no standard value.',
  ],
  [
    'Komt iemand via een andere aanbieder bij Okta binnen, dan volgt Okta de oudere vertaling van amr niet. Controleer dit in de proefbank.',
    'When somebody comes into Okta through another provider, Okta does not follow the older translation of amr. Check this in the sign-in bench.',
  ],
  [
    'Welke waarden HelloID echt in amr stuurt is niet bekend. De vertaling begint met de standaardwaarden; controleer dit in de proefbank en pas haar aan.',
    'Which values HelloID really sends in amr is not known. The translation begins with the standard values; check this in the sign-in bench and adapt it.',
  ],
  [
    'Een koppeling met een certificaat of een gedeeld geheim kan allebei.',
    'A connection with a certificate or with a shared secret: both can be.',
  ],
  [
    'Maak voor de testomgeving een eigen koppeling: die van de productie hoort daar niet bij.',
    'Make a connection of its own for the test environment: that of production does not belong there.',
  ],
  [
    'Keycloak stuurt standaard geen amr. Vanaf versie 24: vul bij elke stap van de aanmeldstroom «Authenticator Reference» in, en voeg de amr-mapper toe.',
    'Keycloak sends no amr by default. From version 24 on: fill in «Authenticator Reference» at each step of the flow, and add the amr mapper.',
  ],
  [
    'De waarden zijn wat de beheerder daar invult. Neem ze over in de vertaling, precies zoals ze daar staan.',
    'The values are what the administrator fills in there. Copy them into the translation, exactly as they stand there.',
  ],
  [
    'Zet bij «Authenticator Reference Max Age» een waarde: is die tijd voorbij, dan laat Keycloak de waarde weg.',
    'Give «Authenticator Reference Max Age» a value: when that time is over, Keycloak leaves the value out.',
  ],
  [
    'De waarden zijn webadressen, bijvoorbeeld {}/claims/multipleauthn voor twee stappen.',
    'The values are web addresses, for example {}/claims/multipleauthn for two steps.',
  ],
  [
    'Staat AD FS in het eigen netwerk met een eigen certificaatautoriteit, laat dan de beheerder van Hoede die instellen (HOEDE_EXTRA_CA).',
    'If AD FS is in your own network with a certificate authority of its own, have Hoede’s operator set that up (HOEDE_EXTRA_CA).',
  ],
  [
    'De vertaling begint met de standaardwaarden van RFC 8176. Vraag de aanbieder wat de waarden daar betekenen, en controleer dit in de proefbank.',
    'The translation begins with the standard values of RFC 8176. Ask the provider what the values mean there, and check this in the sign-in bench.',
  ],
  ['Het bewijs van aanmelden was voor iemand anders bedoeld.', 'The proof of signing in was meant for somebody else.'],
  ['In een scope of een gevraagde waarde staat geen spatie.', 'A scope or a value asked for has no space in it.'],
  [
    'Je meldde je aan met een account dat niet aan jou is gekoppeld.',
    'You signed in with an account that is not linked to you.',
  ],
  ['De aanbieder heeft niet opnieuw om je aanmelding gevraagd.', 'The provider did not ask you to sign in again.'],
  [
    'De aanbieder liet niet weten dat er twee stappen waren.',
    'The provider did not let us know that there were two steps.',
  ],
  ['De uitkomst van een proef blijft een uur te lezen.', 'The outcome of a trial can be read for an hour.'],
  [
    'De aanbieder zegt niet wanneer er is aangemeld (auth_time ontbreekt).',
    'The provider does not say when the sign-in was (auth_time is missing).',
  ],
  [
    'Het moment van aanmelden bij de aanbieder ligt in de toekomst.',
    'The moment of the sign-in at the provider lies in the future.',
  ],
  [
    'Het aanmelden bij de aanbieder is {} geleden; hoogstens {} telt.',
    'The sign-in at the provider was {} ago; {} at most counts.',
  ],
  [
    'De aanbieder zegt niet hoe er is aangemeld (amr, acr en acrs ontbreken): dat telt als één stap.',
    'The provider does not say how the sign-in was (amr, acr and acrs are missing): that counts as one step.',
  ],
  ['{} betekent bij deze aanbieder: twee stappen.', '{} means at this provider: two steps.'],
  ['Er zijn twee verschillende soorten bewijs: {}.', 'There are two different kinds of proof: {}.'],
  ['Er is maar één soort bewijs: {}.', 'There is one kind of proof only: {}.'],
  [
    'Deze aanbieder staat niet op de lijst van de leverancier: Hoede vraagt altijd een eigen tweede stap.',
    'This provider is not on the supplier’s list: Hoede always asks a second step of its own.',
  ],
  ['Het geheim of de sleutel is nog niet ingevuld.', 'The secret or the key has not been filled in yet.'],
  [
    'Aanmelden via deze aanbieder staat niet aan. Kies een andere manier.',
    'Signing in through this provider is not on. Choose another way.',
  ],
  ['De aanmelddienst zei niet goed wie je bent.', 'The sign-in service did not say properly who you are.'],
]

/** Words and parts that the server puts together. */
export const serverWords: Readonly<Record<string, string>> = {
  wachtwoord: 'password',
  'code uit de app': 'code of the app',
  'sms-code': 'text message code',
  'gesproken code': 'spoken code',
  passkey: 'passkey',
  'code van het codeblad': 'code of the code sheet',
  'aanmelding via je organisatie': 'sign-in through your organisation',
  'aanmelding via je organisatie in twee stappen': 'sign-in through your organisation in two steps',
  'korte code': 'short code',
  'gedeelde computer': 'shared computer',
  'buiten de eigen netwerken': 'outside your own networks',
  'Een onbekend programma': 'An unknown program',
  // What happened, in the list of one's own sign-ins (audit-trail/events.ts).
  'Wachtwoord ingevuld': 'Password entered',
  'Code van de telefoon ingevuld': 'Code of the phone entered',
  'Herstelcode ingevuld': 'Recovery code entered',
  'Code uit sms of telefoontje ingevuld': 'Code of a text message or call entered',
  'Passkey gebruikt': 'Passkey used',
  'Aangemeld met een passkey alleen': 'Signed in with a passkey alone',
  'Aangemeld via een aanbieder (single sign-on)': 'Signed in through a provider (single sign-on)',
  'Eerste tweede stap geregistreerd': 'First second step registered',
  'Uitnodiging gebruikt': 'Invitation used',
  'Korte code op een gedeelde computer ingevuld': 'Short code on a shared computer entered',
  'Brief met een herstelcode gebruikt': 'Letter with a reset code used',
}
