"""The office whose program sends packages by the web, in pieces; what a round leaves half-way goes on in the next."""
import os

from desk import OWN_PASSWORD, Person, Sending, archivist_of


class Office:
    def __init__(self, place, server):
        name, password = archivist_of(place)
        self.place, self.name, self.sending = place, name, None
        self.token = self.new_token(Person(server).sign_in(name, password))

    @staticmethod
    def new_token(person):
        return person.token("程序", "submit", days=366)

    def step(self, server, package):
        """One request: what is sent, the status and the text of the answer. `package` makes the next one."""
        if self.sending is None or self.sending.receipt:
            path = package()
            self.sending = Sending(path, os.path.basename(path))
        status, text = self.sending.step(server, self.token)
        if status == 401 and self.place.ahead:
            # By the clock that was set the token ran out.
            self.token = self.new_token(Person(server).sign_in(self.name, OWN_PASSWORD, first=False))
            return self.sending, 200, b""
        if status == 404 and self.place.ahead:
            # And what lay unfinished too long was cleared away.
            self.sending.location, self.sending.acknowledged = None, 0
            return self.sending, 200, b""
        return self.sending, status, text
