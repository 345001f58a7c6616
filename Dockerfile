# docker build --tag paylens .
# docker run --rm --read-only --cap-drop ALL --publish 8000:8000 paylens
FROM python:3.13-slim AS built
WORKDIR /source
COPY requirements.txt ./
RUN python -m venv /opt/paylens \
 && /opt/paylens/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md LICENSE DATA-LICENSE.md ./
COPY src src
RUN /opt/paylens/bin/pip install --no-cache-dir --no-deps .

FROM python:3.13-slim
# LightGBM's wheel leaves OpenMP to the system.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends libgomp1 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --no-create-home paylens
COPY --from=built /opt/paylens /opt/paylens
ENV PATH=/opt/paylens/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/api/v1/health', timeout=3)"]
ENTRYPOINT ["paylens", "serve", "--host", "0.0.0.0"]
