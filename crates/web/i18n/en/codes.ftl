# My code, and those who read it
tab-code = My code
my-code = My code
my-code-picture = Your QR code, new every half minute
my-code-left = seconds until the next code
my-code-text = Let it be scanned at a counter, a fair or a till, and they know it is you.
my-code-offline = There is no network now. Your code works all the same.
my-code-drift = This phone's clock is wrong. The code follows the platform's time and works; still, set the clock to automatic.
my-code-clock = This phone's clock was set back, so it cannot show a code. Set it to automatic, connect, and open this page again.
my-code-expired = This phone has been without a network for too long. Connect and open this page again.
my-code-revoked = This phone's code was stopped.
my-code-again = Use this phone again
my-code-none = There is no network, and this phone has no code yet. Open this page once with a network; after that it works without.
my-code-failed = That did not work. Open this page again in a while; if it is urgent, ask a station for a card.
my-code-old = This browser cannot make a code. Use a newer one, or ask a station for a card.
my-code-script = This page needs scripts to make your code. If it does not open, ask a station for a card; the card and its PIN do the same.
my-code-visitor = Sign in to have your code
my-code-visitor-next = A phone number is all it takes.
my-code-newcomer = Register first, then you have a code
my-code-newcomer-next = Say who you are and what work you want; it takes a minute.
my-code-register = Register
my-phones = Phones that can show my code
my-phones-text = If a phone is lost, stop it here; its code ends at once.
my-phones-none = None yet. Once this page shows a code, the phone is listed here.
my-phone-since = In use: { $day }
my-phone-revoke = Stop
my-uses = Where it was used lately
my-uses-none = Not used yet.
surface-counter = counter
surface-fair = job fair
surface-till = till
done-phone-revoked = Stopped. That phone's codes no longer work.
done-card-given = The card is ready. Print it for them; the one before no longer works.

# Scanning
gov-tab-arrive = Scan
arrive-title = Find somebody by their code
arrive-field = Scan their code, or type a card number
arrive-hint = Scan while the cursor is here. A phone's code is new every half minute, and each works once.
arrive-pin = PIN of the card
arrive-pin-hint = Only for cards. Let the person press it.
arrive-go = Find
arrive-found = Found, { $at }
arrive-open = Open their record
arrive-elsewhere = They live elsewhere; their record is kept there.
arrive-used = This code was used already
arrive-used-next = Let them wait for the next code on the phone, and scan again.

# Cards
card-give = Give them a card
card-give-text = For somebody without a phone, the card and its PIN do the same. A new card ends the one before.
card-pin = PIN, 6 digits
card-pin-hint = Let the person press it. Not a birthday, and nothing like 123456.
card-pin-again = Once more
card-give-button = Give the card
card-print-old = Print the present card
card-title = Service card
card-name = service card
card-picture = QR code of the card number
card-text = At a station or a fair, hand this card to the staff and press your own PIN.
card-back = Back to the person
card-locked = Too many PINs were wrong and this card is locked. Give the person another.
card-pin-hidden = Only the person knows the PIN. It is not printed and cannot be seen here.

# Journal
entry-node-key-make = The platform made a key to sign codes
entry-code-certify = A phone may show a code
entry-code-revoke = A phone's code was stopped
entry-code-use = Found by code
entry-card-issue = A card was given
entry-card-try = A card's PIN was pressed
entry-card-use = Found by card

# When it does not work
error-code-malformed = This is not one of our codes, or not all of it was scanned. Scan again.
error-code-unknown-key = No node of this platform signed this code. If the reader has been without a network for long, connect it and scan again.
error-code-forged-certificate = This code is false: the platform did not sign its certificate.
error-code-forged = This code is false: that phone did not make it.
error-code-expired = That phone has been without a network for too long. Let them connect and open their code again.
error-code-too-old = This code is past its time. Let them open My code, and scan the present one.
error-code-future = This code is of a time to come: that phone's clock is wrong. Let them connect and open it again.
error-code-revoked = This phone's code was stopped.
error-code-used = This code was used { $when } at “{ $place }”. Let them wait for the next one.
error-code-nobody = There is nobody behind this code any more.
error-code-late = It arrived more than { $hours } hours after it was scanned, and no longer counts.
error-code-read-future = The reader's clock is wrong. Set it and scan again.
error-code-arrival = This page is old. Open it anew and scan again.
error-code-proof = This phone did not show that the key is its own. Open the page again.
error-code-challenge = That took too long. Open the page again.
error-code-key-taken = This key is somebody else's.
error-card-number = That is no card number. Look whether a digit is wrong.
error-card-wrong = The card number or the PIN is wrong. After 5 wrong ones the card locks.
error-card-locked = Too many PINs were wrong and this card is locked. The person can be given another.
error-card-too-many = Too many tries. Wait a quarter of an hour.
error-card-pin-format = A PIN has 6 digits.
error-card-pin-weak = This PIN is too easy to guess. Take another.
error-card-pin-differs = The two are not the same. Press it again.
