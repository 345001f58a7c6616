# docker build -t paylens . && docker run --read-only --tmpfs /tmp -p 8000:8000 paylens
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/paylens \
 && /opt/paylens/bin/pip install --no-cache-dir --require-hashes -r /source/requirements.txt \
 && /opt/paylens/bin/pip install --no-cache-dir --no-deps /source

FROM python:3.13-slim
# LightGBM's library needs OpenMP's.
RUN apt-get update && apt-get install --yes --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --no-create-home --shell /usr/sbin/nologin paylens
COPY --from=build /opt/paylens /opt/paylens
USER paylens
ENV PYTHONDONTWRITEBYTECODE=1
EXPOSE 8000
HEALTHCHECK CMD ["/opt/paylens/bin/python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/api/v1/health', timeout=5)"]
ENTRYPOINT ["/opt/paylens/bin/paylens", "serve", "--host", "0.0.0.0"]
