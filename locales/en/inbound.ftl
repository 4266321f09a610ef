### Incoming calls.

caller-unknown = incoming call, number unknown
