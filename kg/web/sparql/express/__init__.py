"""The express lane: small queries at the speed of the engine, with the safety of the pool.

    quick      which requests are small enough, read from their bytes
    program    what runs in a worker of the lane: reads a connection, writes · responder: answers
    worker     such a worker as the server sees it, over its sandbox (`kg.engine.sandbox.process`)
    slot       what both know of the query that runs · packets: what they say to each other
    lane       all of them: lends them connections, replaces those that are lost
    front      where the service stands on the Web: its path and address, its proxies
    follower   starts a lane for each release that is served
    lendable   a connection of the server that can be lent

Between a server and a worker that can be killed, most of the time of a small query goes into handing
it over and back. So the server lends the connection itself: it keeps a copy of the descriptor, and the
process keeps nothing between two requests. Whatever is not small, wrong, large or asked of another
path comes back with its bytes and is answered as usual; a query that was taken to be small and is
not, or that crashes, loses the process: its request is asked again in the pool, all other connections
go on at once, and its kind is not taken for small again. No client notices more than a delay.
"""
