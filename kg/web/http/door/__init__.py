"""The door: what every connection and request must keep to before anything is done for it.

    limits     what these are · crowd: all open connections, and who has how many
    protocol   one connection: times, lengths, and what the parser refuses
    sending    what a client has taken of what was sent to it
    hosts      the grammar of `Host` · refusals: problem responses of the door itself
    uvicorn_parts  what is used of uvicorn that it does not promise to keep
    middleware the check of `Host` for any server; answers in pieces

One client must not be able to hold what all others need: connections, memory, the temporary folder.
"""
